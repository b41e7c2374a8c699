"""A blank between day and hour, where Django has none: 2014年4月25日 9:30."""

DATETIME_FORMAT = "Y年n月j日 G:i"
