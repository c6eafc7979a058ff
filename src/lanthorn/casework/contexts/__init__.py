"""What stands around a child: persons of concern, places, online spaces and groups, their links, and disruption."""
