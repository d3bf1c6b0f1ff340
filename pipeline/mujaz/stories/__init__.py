"""Stories: the articles of a run that tell one event, side by side, and what they disagree on."""
