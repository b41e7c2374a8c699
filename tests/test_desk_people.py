import pytest

from articles.desk import AliasIndex, AliasRow, Owner, suggest

from .desk_rows import reference_index


def people(text):
    return suggest(text, index=reference_index(), headline="").as_json()["people"]


NAMED = [
    ("Wendy Cutler flew home.", ["Wendy Cutler"]),
    ("Froman arrived on Tuesday.", ["Michael Froman"]),
    ("President Obama's visit ended.", ["Barack Obama"]),
    ("A spokesman for the Abbott Government declined to comment.", ["Tony Abbott"]),
    ("Felipe Calderon and Enrique Pena Nieto shook hands.", ["Felipe Calderón", "Enrique Peña Nieto"]),
    ("SEBASTIÁN PIÑERA spoke first.", ["Sebastián Piñera"]),
    ("Sebastia\u0301n Pin\u0303era spoke first.", ["Sebastián Piñera"]),
    ("甘利明は「前進した」と述べた。", ["Akira Amari"]),
    ("Damien O’Connor and Damien O'Connor are one.", ["Damien O'Connor"]),
    ("Prime Minister Nguyễn Tấn Dũng left Hanoi.", ["Nguyen Tan Dung"]),
    # A title makes an everyday word or a shared surname a name
    ("Prime Minister Key was relaxed.", ["John Key"]),
    ("Trade Minister Fast said Canada would stay.", ["Ed Fast"]),
    ("Bill English, the finance minister, agreed.", ["Bill English"]),
    ("Singapore's Trade Minister Lim was hopeful.", ["Lim Hng Kiang"]),
    ("Ambassador Kirk opened the round.", ["Ron Kirk"]),
    ("The Minister for Trade and Investment, Mr Robb, will lead a mission.", ["Andrew Robb"]),
    ("Bill English told the House. English said that New Zealand would wait.", ["Bill English"]),
    # Everyday words, namesakes and firms are nobody
    ("The key to the deal is beef, and fast action is needed in plain English.", []),
    ("Key issues remain. Fast-track authority lapsed. English is spoken.", []),
    ("Greg Abbott is governor of Texas.", []),
    ("Abbott Laboratories makes biologics.", []),
    ("Kirk Douglas and Joyce Carol Oates were there.", []),
    ("The Harper Collins catalogue came out.", []),
    ("Birmingham and Champagne are places.", []),
    ("Trade Minister Lim was hopeful.", []),
    # Officials whom the record does not have
    ("Senator Zebulon Quist (D-Ohio) voted no.", ["Zebulon Quist"]),
    ("Agriculture Minister Ewan Tarrant resigned.", ["Ewan Tarrant"]),
    ("The Minister for Primary Industries, Ewan Tarrant, resigned.", ["Ewan Tarrant"]),
    ("Ewan Tarrant, the Fijian trade minister, listened.", ["Ewan Tarrant"]),
    ("Indonesian President Ewan Tarrant arrived.", ["Ewan Tarrant"]),
    ("NCBA President Ewan Tarrant raises cattle.", []),
    ("Toyota vice president Ewan Tarrant sells cars.", []),
    ("Speaking from Los Cabos, the Prime Minister thanked the hosts.", []),
]


@pytest.mark.parametrize(("text", "named"), NAMED, ids=[text[:50] for text, _ in NAMED])
def test_officials_are_found_by_name_title_and_context_and_nobody_else_is(text, named):
    assert people(text) == named


def shared_surname():
    rows = [
        AliasRow("Peru", "name", Owner("country", "peru", "Peru", code="PE")),
        AliasRow("Japan", "name", Owner("country", "japan", "Japan", code="JP")),
    ]
    for name, country, kind, start, end in (
        ("Ana Tello", "peru", "trade-minister", "2010", "2012"),
        ("Luz Tello", "peru", "trade-minister", "2013", "2016"),
        ("Ren Tello", "japan", "head-of-government", "2013", "2016"),
    ):
        office = ("Minister", kind, start, end)
        owner = Owner("negotiator", name.lower().replace(" ", "-"), name, country=country, offices=(office,))
        rows += [AliasRow(name, "name", owner), AliasRow("Tello", "ambiguous", owner)]
    return AliasIndex(rows)


@pytest.mark.parametrize(
    ("text", "on", "named"),
    [
        ("Japan's Prime Minister Tello spoke.", "2014-05-01", ["Ren Tello"]),
        ("Peru's Trade Minister Tello spoke.", "2011-05-01", ["Ana Tello"]),
        ("Peru's Trade Minister Tello spoke.", "2014-05-01", ["Luz Tello"]),
        ("Luz Tello arrived. Tello said nothing.", "2014-05-01", ["Luz Tello"]),
        ("Peru's Trade Minister Tello spoke.", "", []),
        ("Tello spoke.", "2014-05-01", []),
    ],
)
def test_people_of_one_surname_are_told_apart_by_country_office_and_day(text, on, named):
    assert suggest(text, index=shared_surname(), headline="", on=on).as_json()["people"] == named


def test_a_surname_after_the_full_name_is_the_same_person_once():
    assert people("Akira Amari arrived. Amari smiled. Mr Amari left.") == ["Akira Amari"]


def test_a_person_carries_the_places_of_every_mention():
    text = "Akira Amari arrived. Amari smiled."
    proposal = suggest(text, index=reference_index(), headline="").people[0]
    assert [text[start:end] for start, end in proposal.spans] == ["Akira Amari", "Amari"]
