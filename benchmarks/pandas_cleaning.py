"""Reading and cleaning the agencies' CSV files as an analyst would with pandas, for `pandas_profile`."""

from pathlib import Path

import pandas as pd

from lanthorn.vocabulary import find_authority

UNKNOWN = "unknown"

CATEGORIES = {"CSE CAT 1": "1", "CSE CAT 2": "2", "CSE CAT 3": "3"}
UNITS = {
    "TP BOCU": "borough",
    "SCD CAIT": "child_abuse_investigation",
    "SCD SAPPHIRE": "sexual_offences",
    "SCD OTHER": "other_specialist",
}
CHANNELS = {
    "TELEPHONE": "phone",
    "SOCIAL SERVICES": "social_services",
    "POLICE GENERATED": "police_generated",
    "FRONT COUNTER": "in_person",
    "EMAIL/WEB": "online",
    "SCHOOL": "school",
    "HOSPITAL": "health",
    "OTHER": "other",
}
SEXES = {"F": "female", "M": "male"}
RELATIONSHIPS = {
    "ACQUAINTANCE": "acquaintance",
    "PARTNER/EX-PARTNER": "intimate",
    "FAMILY": "familial",
    "STRANGER": "stranger",
    "ONLINE ONLY": "online_contact",
    "POSITION OF TRUST": "person_of_trust",
    "OTHER": "other",
}


def _read(paths: list[Path], encoding: str) -> pd.DataFrame:
    return pd.concat((pd.read_csv(path, dtype=str, encoding=encoding) for path in paths), ignore_index=True)


def _coded(column: pd.Series, translation: dict[str, str]) -> pd.Series:
    return column.map(translation).fillna(UNKNOWN)


def _day(column: pd.Series) -> pd.Series:
    """A date that is none (31 February), or that lies ahead, is left out."""
    day = pd.to_datetime(column, format="%d/%m/%Y", errors="coerce")
    return day.where(day <= pd.Timestamp.today())


def _authority(column: pd.Series) -> pd.Series:
    """The GSS code of a London authority, "outside" for another, "unknown" for none."""
    place = {}
    for name in column.dropna().unique():
        code = find_authority(name)
        place[name] = UNKNOWN if code is None else code if code.startswith("E09") else "outside"
    return column.map(place).fillna(UNKNOWN)


def offences(agencies: Path) -> pd.DataFrame:
    """Flagged offences of all years, each reference once."""
    raw = _read(sorted(agencies.glob("police/*/cse_offences.csv")), "utf-8")
    frame = pd.DataFrame(
        {
            "reference": raw["Crime Ref"],
            "reported_on": _day(raw["Date Reported"]),
            "category": _coded(raw["CSE Flag"], CATEGORIES),
            "flagged_on": _day(raw["Date Flagged"]),
            "online": _coded(raw["Online Marker"], {"Y": "yes", "N": "no"}),
            "offence_authority": _authority(raw["Borough"]),
            "investigating_unit": _coded(raw["Investigating Unit"], UNITS),
            "notification_channel": _coded(raw["How Notified"], CHANNELS),
        }
    )
    frame = frame[raw["CSE Flag"].notna() | frame.flagged_on.notna()]
    frame["flagged_on"] = frame.flagged_on.fillna(frame.reported_on)
    return frame.dropna(subset=["reference", "reported_on"]).drop_duplicates("reference")


def persons(agencies: Path) -> pd.DataFrame:
    """The people in flagged offences."""
    raw = _read(sorted(agencies.glob("police/*/cse_persons.csv")), "cp1252")
    frame = pd.DataFrame(
        {
            "reference": raw["Crime Ref"],
            "person_number": raw["Person No"],
            "role": raw["Role"],
            "birth": _day(raw["DOB"]),
            "sex": _coded(raw["Sex"], SEXES),
            "home_authority": _authority(raw["Home Borough"]),
            "relationship": _coded(raw["Relationship To Victim"], RELATIONSHIPS),
        }
    )
    return frame.dropna(subset=["reference", "person_number", "role"]).drop_duplicates(["reference", "person_number"])


def missing_reports(agencies: Path) -> pd.DataFrame:
    """Reports of missing children of all years, each reference once."""
    raw = _read(sorted(agencies.glob("police/*/missing_reports.csv")), "utf-8-sig")
    frame = pd.DataFrame(
        {
            "reference": raw["Report Ref"],
            "reported_at": pd.to_datetime(raw["Reported At"], format="%d/%m/%Y %H:%M", errors="coerce"),
            "authority": _authority(raw["Borough"]),
            "birth": _day(raw["DOB"]),
            "sex": _coded(raw["Sex"], SEXES),
        }
    )
    return frame.dropna(subset=["reference", "reported_at"]).drop_duplicates("reference")


def care(agencies: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Children, episodes and absences of all authorities' returns, each as the latest return has it."""
    return _header(agencies), _episodes(agencies), _absences(agencies)


def _returns(agencies: Path, name: str) -> pd.DataFrame:
    frames = []
    for path in sorted(agencies.glob(f"social_care/*/*/{name}")):
        frames.append(pd.read_csv(path, dtype=str).assign(authority=path.parent.name, year=path.parent.parent.name))
    return pd.concat(frames, ignore_index=True).rename(columns={"CHILD": "identifier"}).sort_values("year")


def _header(agencies: Path) -> pd.DataFrame:
    return _returns(agencies, "header.csv").drop_duplicates(["authority", "identifier"], keep="last")


def _episodes(agencies: Path) -> pd.DataFrame:
    raw = _returns(agencies, "episodes.csv").drop_duplicates(["authority", "identifier", "DECOM"], keep="last")
    columns = raw[["authority", "identifier", "year"]]
    return columns.assign(began=_day(raw["DECOM"]), ended=_day(raw["DEC"]), placement=raw["PLACE"].fillna(UNKNOWN))


def _absences(agencies: Path) -> pd.DataFrame:
    raw = _returns(agencies, "missing.csv")
    return raw[["authority", "identifier"]].assign(began=_day(raw["MIS_START"]), kind=raw["MISSING"])
