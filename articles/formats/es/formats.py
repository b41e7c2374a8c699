"""Numbers as Mexico, Peru and most of Latin America write them (es-419 of the CLDR): 12,345.6."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
