"""The panel: its meetings, agenda, packs, minutes, attendance and decisions (steps 5 to 7 of the process)."""
