"""A family that has filled its form in and stands before the button that sends it."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from benchmarks.torture.browser import Answer
from benchmarks.torture.forms import Journey
from tests.referrals.journeys import CHECK, START

SENT = f"{START}/sent"


class Family:
    """A browser with "check your answers" open; its pages are not checked, because many are opened."""

    def __init__(self, app: Flask, journey: Journey) -> None:
        self.journey = journey
        self.client = FlaskClient(app)
        self.client.set_cookie("referral", journey.token)
        self.fields = Answer(200, "", self.client.get(CHECK).text).hidden

    def press(self) -> TestResponse:
        """Send the form, from the page as it was opened."""
        return self.client.post(CHECK, data=self.fields, headers={"Sec-Fetch-Site": "same-origin"})

    def is_sent(self) -> bool:
        """Send the form; return whether the browser is led to the confirmation."""
        return self.press().location == SENT
