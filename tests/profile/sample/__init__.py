"""A briefing in the manner of June 2015, part by part."""
