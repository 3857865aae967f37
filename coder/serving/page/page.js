// What textual-serve's terminal lacks: where its socket is, its font before it measures, the focus, what the browser
// must go on doing with its own keys, and why a review has ended.
"use strict";

(() => {
  const LOST = "The connection is lost: `coder review --serve` has stopped, or this computer slept. "
    + "Everything it said was saved is saved.";
  const FONTS = ["16px 'Roboto Mono'", "bold 16px 'Roboto Mono'", "italic 16px 'Roboto Mono'"];

  function focusTerminal() {
    document.querySelector(".xterm-helper-textarea")?.focus();
  }

  function showEnded(why) {
    const box = document.getElementById("ended");
    if (!box.hidden) return;
    document.getElementById("opening").remove();
    document.getElementById("why").textContent = why;
    box.hidden = false;
    document.getElementById("why").focus();
  }

  // The terminal keeps its socket to itself.
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...options) {
      super(...options);
      this.addEventListener("open", () => setTimeout(focusTerminal));
      this.addEventListener("close", () => showEnded(LOST));
      this.addEventListener("message", (event) => {
        if (typeof event.data !== "string") return;
        const [kind, why] = JSON.parse(event.data);
        if (kind === "ended") showEnded(why);
      });
    }
  };

  // Copying, pasting, reloading and the whole screen are the browser's.
  function isBrowsers(event) {
    if (["F5", "F11", "F12"].includes(event.key)) return true;
    const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    return command && ["c", "v"].includes(event.key.toLowerCase());
  }
  window.addEventListener("keydown", (event) => {
    if (isBrowsers(event)) event.stopImmediatePropagation();
  }, true);

  const start = window.onload;
  window.onload = async (event) => {
    const socket = new URL("socket", window.location.href);
    socket.protocol = "ws:";
    socket.search = "";
    document.getElementById("terminal").dataset.sessionWebsocketUrl = socket.href;
    document.getElementById("again").addEventListener("click", () => window.location.reload());
    await Promise.all(FONTS.map((font) => document.fonts.load(font)));
    start(event);
  };
})();
