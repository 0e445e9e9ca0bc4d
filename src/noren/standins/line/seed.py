"""Filling the registry from JSON: the seed file and the control API have the same shapes."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Mapping
from typing import TypeAlias, TypeVar, cast

from noren.standins.line.database import JsonObject
from noren.standins.line.directory import LoginChannel, MessagingChannel, Person, Provider
from noren.standins.line.errors import ControlError
from noren.standins.line.standin import StandIn

Entry: TypeAlias = Provider | Person | LoginChannel | MessagingChannel
Record = TypeVar("Record", Provider, Person, LoginChannel, MessagingChannel)
SECTIONS = ("providers", "people", "login_channels", "messaging_channels", "friendships")
FRIENDSHIP_ACTIONS = ("follow", "block")
DEMO_PEOPLE = (
    Person("sakura", "佐藤 さくら", "sakura.sato@example.jp", "うつわとお茶が好きです", "ja", "plum", 1),
    Person("haruto", "鈴木 陽翔", "haruto.suzuki@example.jp", "週末はキャンプ", "ja", "indigo", 2),
    Person("misaki", "高橋 美咲", "misaki.takahashi@example.jp", "", "ja", "moss", 3),
    Person("kenji", "伊藤 健司", "kenji.ito@example.jp", "返信おそめです", "ja", "clay", 4),
    Person("fumiko", "渡辺 文子", "fumiko.watanabe@example.jp", "孫とLINEの練習中", "ja", "wisteria", 5),
    Person("jiwoo", "김지우（ジウ）", "jiwoo.kim@example.com", "日本の雑貨あつめてます", "ko", "sea", 6),
)


def build(kind: type[Record], values: Mapping[str, object]) -> Record:
    """A record from JSON; unknown and missing names, and values of a wrong type, are refused."""
    fields = {field.name: field for field in dataclasses.fields(kind)}
    unknown = sorted(set(values) - set(fields))
    if unknown:
        raise ControlError(f"unknown: {', '.join(unknown)}; known: {', '.join(fields)}")
    converted = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    for name, value in converted.items():
        if not _fits(str(fields[name].type), value):
            raise ControlError(f"{name} must be {fields[name].type}")
    try:
        return kind(**converted)  # type: ignore[arg-type]
    except TypeError as error:
        raise ControlError(str(error)) from None


def put(stand: StandIn, section: str, values: Mapping[str, object]) -> None:
    """Create or replace one entry of a section."""
    try:
        if section == "providers":
            stand.directory.put_provider(build(Provider, values))
        elif section == "people":
            stand.directory.put_person(build(Person, values))
        elif section == "login_channels":
            stand.directory.put_login_channel(build(LoginChannel, values))
        elif section == "messaging_channels":
            stand.directory.put_messaging_channel(build(MessagingChannel, values))
        else:
            befriend(stand, values)
    except sqlite3.IntegrityError:
        raise ControlError("the provider does not exist") from None
    stand.hub.tell_all({"type": "directory"})


def apply(stand: StandIn, seed: Mapping[str, object]) -> None:
    """Put every entry of every section, in the order in which they depend on each other."""
    unknown = sorted(set(seed) - set(SECTIONS))
    if unknown:
        raise ControlError(f"unknown: {', '.join(unknown)}; known: {', '.join(SECTIONS)}")
    for section in SECTIONS:
        entries = seed.get(section, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise ControlError(f"{section} must be a list of objects")
        for entry in entries:
            put(stand, section, entry)


def befriend(stand: StandIn, values: Mapping[str, object]) -> bool:
    """Follow or block as a person would, webhook included; False when it was so already."""
    channel = stand.directory.messaging_channel(str(values.get("channel", "")))
    person = stand.directory.person(str(values.get("person", "")))
    action = values.get("action", "follow")
    if channel is None or person is None or action not in FRIENDSHIP_ACTIONS:
        raise ControlError("friendships need a known person, a known channel, and action follow or block")
    return stand.follow(channel, person.id) if action == "follow" else stand.block(channel, person.id)


def add_demo_people(stand: StandIn) -> None:
    """Give an empty stand-in its people."""
    if not stand.directory.people():
        for person in DEMO_PEOPLE:
            stand.directory.put_person(person)


def _fits(annotation: str, value: object) -> bool:
    if annotation == "tuple[str, ...]":
        return isinstance(value, tuple) and all(
            isinstance(item, str) for item in cast(tuple[object, ...], value)
        )
    allowed = {"str": str, "int": int, "bool": bool, "None": type(None)}
    return type(value) in {allowed[name] for name in annotation.split(" | ")}


def as_json(record: Entry) -> JsonObject:
    """The record in the shape ``build`` reads."""
    return dataclasses.asdict(record)
