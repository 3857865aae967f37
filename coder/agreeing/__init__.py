"""How far coders agree: with each other, with the machine, and with themselves."""
