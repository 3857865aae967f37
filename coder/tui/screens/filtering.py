"""Actions that choose what to go through, and in which order."""

from asyncio import sleep
from dataclasses import replace

from textual import work

from coder.domain.text import plural
from coder.reviewing.filters import Filter
from coder.reviewing.wording import order_means
from coder.tui.screens.ask import AskScreen
from coder.tui.screens.choose import ChooseScreen, Offer, among
from coder.tui.screens.codes import choosing_code
from coder.tui.screens.front import ASKING, Front

_SHOWN = 0.05
"""Seconds within which a line is on the screen: an order of tens of thousands of responses takes longer to make."""


class Filtering(Front):
    """Going to a response, filters and orders of work."""

    @work(group=ASKING)
    async def action_go_to(self) -> None:
        """Ask for a response and go there."""
        hint = "The number of a response, a respondent's id, or words that the response says; again: the next one."
        if query := await self.app.push_screen_wait(AskScreen("Go to", hint)):
            self.attempt(lambda: self._went(query))

    @work(group=ASKING)
    async def action_order(self) -> None:
        """Ask in which order to go on."""
        now = self._session.order_name.partition(":")[0]
        names = self._session.orders
        offers = [Offer(name, name, order_means(name), picked=name.partition(":")[0] == now) for name in names]
        name = await self.app.push_screen_wait(ChooseScreen("Go on in which order?", among(offers)))
        if name is not None and name.endswith(":ID"):
            screen = choosing_code(self._session, "Responses that most probably carry which code?")
            code = await self.app.push_screen_wait(screen)
            name = f"code:{code}" if code else None
        if name is not None:
            self.status.note("ordering the responses …")
            await sleep(_SHOWN)
            self.attempt(lambda: self.status.note(self._session.change_order(name) or f"order: {name}"))

    @work(group=ASKING)
    async def action_filter(self) -> None:
        """Ask which responses to go through; what is asked for already is taken out when it is chosen again."""
        now = self._session.filtered or Filter()
        groups = ", ".join(f"{name}: {value}" for name, value in now.groups.items())
        offers = [
            Offer("codes", "with a code …", ", ".join(map(self._session.label, now.codes)), bool(now.codes)),
            Offer("groups", "of a group of respondents …", groups, bool(groups)),
            Offer("uncertain", "of whose codes the machine is unsure", "", now.uncertain),
            Offer("flagged", "flagged for discussion", "", now.flagged),
            Offer("undecided", "not decided yet", "", now.undecided),
            Offer("coder", "decided by somebody …", now.coder, bool(now.coder)),
            Offer("words", "that say some words …", now.words, bool(now.words)),
            Offer("all", "all of them", "", not now),
        ]
        screen = ChooseScreen("Go through which responses?", among(offers), hint="All that is ticked has to hold.")
        chosen = await self.app.push_screen_wait(screen)
        wanted = await self._changed(now, chosen) if chosen is not None else None
        if wanted is not None:
            self.attempt(lambda: self._filter(wanted))

    async def _changed(self, now: Filter, chosen: str) -> Filter | None:
        """The filter with one thing asked for or no more; None: it stays as it was."""
        match chosen:
            case "all":
                return Filter()
            case "uncertain":
                return replace(now, uncertain=not now.uncertain)
            case "flagged":
                return replace(now, flagged=not now.flagged)
            case "undecided":
                return replace(now, undecided=not now.undecided)
            case "codes":
                return replace(now, codes=()) if now.codes else await self._with_code(now)
            case "groups":
                return replace(now, groups={}) if now.groups else await self._with_group(now)
            case "coder":
                return replace(now, coder="") if now.coder else await self._with_coder(now)
            case _:
                return await self._with_words(now)

    async def _with_code(self, now: Filter) -> Filter | None:
        screen = choosing_code(self._session, "Responses with which code?")
        code = await self.app.push_screen_wait(screen)
        return replace(now, codes=(code,)) if code else None

    async def _with_group(self, now: Filter) -> Filter | None:
        fields = self._session.fields()
        if not fields:
            self.status.ask("Nothing is known of the respondents that they could be grouped by.")
            return None
        offers = among([Offer(name, name, ", ".join(values)) for name, values in fields.items()])
        name = await self.app.push_screen_wait(ChooseScreen("Respondents grouped by what?", offers))
        if name is None:
            return None
        values = among([Offer(value, value) for value in fields[name]])
        value = await self.app.push_screen_wait(ChooseScreen(f"Which {name}?", values))
        return replace(now, groups={name: value}) if value is not None else None

    async def _with_coder(self, now: Filter) -> Filter | None:
        coders = self._session.coders()
        if not coders:
            self.status.ask("Nobody has decided anything yet.")
            return None
        screen = ChooseScreen("Decided by whom?", among([Offer(name, name) for name in coders]))
        name = await self.app.push_screen_wait(screen)
        return replace(now, coder=name) if name else None

    async def _with_words(self, now: Filter) -> Filter | None:
        hint = "Words, or how they begin; a response has to say all of them. None: any response."
        words = await self.app.push_screen_wait(AskScreen("Responses that say", hint, text=now.words))
        return replace(now, words=words) if words is not None else None

    def _filter(self, wanted: Filter) -> None:
        count = self._session.filter(wanted or None)
        said = wanted.said(self._session.label)
        if not wanted:
            self.status.note(f"all responses: {count:,}")
        elif count:
            self.status.note(f"{plural(count, 'response')}: {said}")
        else:
            self.status.ask(f"No response is {said}: nothing changes.")

    def _went(self, query: str) -> None:
        found = self._session.go_to(query)
        if not found.count:
            self.status.ask(f"No response is meant by “{query}”.")
        elif found.count > 1:
            self.status.note(f"{found.shown:,} of {found.count:,} for “{query}”; the same again goes to the next")
        else:
            self.status.quiet()
