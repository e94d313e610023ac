"""我的: what the house knows of me, who looked, taking it along, having it corrected, saying where I am a member."""
