"""The words of the project as types; standard library only."""
