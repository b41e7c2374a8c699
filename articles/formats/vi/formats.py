"""Dates as they stand within a sentence, where Django's begin with a capital "Ngày"; figures in threes."""

DATE_FORMAT = r"j \t\há\n\g n \nă\m Y"
YEAR_MONTH_FORMAT = r"\t\há\n\g n \nă\m Y"
MONTH_DAY_FORMAT = r"j \t\há\n\g n"
DATETIME_FORMAT = r"H:i, j \t\há\n\g n \nă\m Y"
NUMBER_GROUPING = 3
