"""A comma between day and hour, where Django has none: 25 avril 2014, 09:30."""

DATETIME_FORMAT = "j F Y, H:i"
