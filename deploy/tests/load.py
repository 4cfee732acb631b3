#!/usr/bin/env python3
"""Phones that work without a pause against one address, and count what fails.

    load.py ADDRESS --seconds N [--workers N] [--login NAME --password WORDS] [--json FILE]

Each worker signs in once and then goes round: the app's first page, a pull, an upload in three chunks. One more listens
to /events. A request has failed when it was answered with 5xx, or not at all. It stops early, after the round under way,
on SIGTERM. Standard library only.
"""

import argparse
import collections
import hashlib
import http.client
import json
import os
import signal
import sys
import threading
import time
import urllib.parse
import uuid

CHUNK = 1024 * 1024
HEADERS = {"X-Pem2-Client": "1"}


class Count:
    """What happened, for all workers together."""

    def __init__(self):
        self.lock = threading.Lock()
        self.answers = collections.Counter()
        self.failures = []
        self.slowest = collections.defaultdict(float)
        self.uploads = 0
        self.resumed = 0
        self.lines = 0
        self.line_ends = 0

    def request(self, what, status, took):
        with self.lock:
            self.answers[f"{what} {status}"] += 1
            self.slowest[what] = max(self.slowest[what], took)
            if not isinstance(status, int) or status >= 500:
                self.failures.append(f"{what}: {status}")


class Phone:
    """One worker. Every request has a connection of its own, as after a change of network."""

    def __init__(self, address, count, stop):
        self.place = urllib.parse.urlsplit(address)
        self.count = count
        self.stop = stop
        self.device = str(uuid.uuid4())
        self.token = None

    def connect(self, patience=90):
        kind = http.client.HTTPSConnection if self.place.scheme == "https" else http.client.HTTPConnection
        return kind(self.place.hostname, self.place.port, timeout=patience)

    def call(self, what, method, path, body=None, headers=None, counted=True):
        """The status and the body; the status is a text when there was none."""
        headers = {**HEADERS, **(headers or {})}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        started = time.monotonic()
        told, content, offset = None, b"", None
        line = self.connect()
        try:
            line.request(method, path, body=body, headers=headers)
            answer = line.getresponse()
            told, content, offset = answer.status, answer.read(), answer.getheader("Upload-Offset")
        except (OSError, http.client.HTTPException) as why:
            told = type(why).__name__
        finally:
            line.close()
        if counted:
            self.count.request(what, told, time.monotonic() - started)
        return told, content, offset

    def post(self, what, path, body, counted=True):
        headers = {"Content-Type": "application/json"}
        return self.call(what, "POST", path, json.dumps(body).encode(), headers, counted)

    def sign_in(self, login, password):
        body = {"login": login, "password": password, "device": self.device, "device_name": "load"}
        told, content, _ = self.post("sign in", "/auth/login", body, counted=False)
        if told != 200:
            sys.exit(f"load.py: signing in: {told} {content[:200]!r}")
        self.token = json.loads(content)["access_token"]

    def upload(self):
        """Three chunks of something that begins like a JPEG."""
        picture = b"\xff\xd8\xff\xe0" + os.urandom(2 * CHUNK + 4711)
        whole = hashlib.sha256(picture).hexdigest()
        told, content, _ = self.post(
            "announce", "/blobs", {"sha256": whole, "size": len(picture), "mime": "image/jpeg"}
        )
        if told != 200:
            return
        state = json.loads(content)
        for _ in range(12):
            if "stored" in state:
                with self.count.lock:
                    self.count.uploads += 1
                return
            place = state["receiving"]
            chunk = picture[place["offset"] : place["offset"] + CHUNK]
            headers = {"Upload-Offset": str(place["offset"]), "X-Chunk-Sha256": hashlib.sha256(chunk).hexdigest()}
            told, content, offset = self.call("chunk", "PATCH", f"/blobs/{place['upload']}", chunk, headers)
            if told == 200:
                state = json.loads(content)
            elif told == 409 and offset is not None:
                with self.count.lock:
                    self.count.resumed += 1
                state = {"receiving": {"upload": place["upload"], "offset": int(offset)}}
            else:
                return
        with self.count.lock:
            self.count.failures.append("an upload never ended")

    def work(self):
        while not self.stop.is_set():
            self.call("page", "GET", "/")
            if self.token:
                self.post("pull", "/sync/pull", {"schema": 1, "device": self.device, "limit": 50})
                self.upload()

    def listen(self):
        """Hints. A line that ends is taken up again, as the app does; only a refusal has failed."""
        while not self.stop.is_set():
            line = self.connect(patience=30)
            try:
                headers = {**HEADERS, "Authorization": f"Bearer {self.token}"}
                line.request("GET", "/events", headers=headers)
                answer = line.getresponse()
                self.count.request("events", answer.status, 0.0)
                while not self.stop.is_set() and answer.readline():
                    with self.count.lock:
                        self.count.lines += 1
            except (OSError, http.client.HTTPException):
                pass
            finally:
                line.close()
            with self.count.lock:
                self.count.line_ends += 1


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--login")
    parser.add_argument("--password")
    parser.add_argument("--json")
    return parser.parse_args()


def main():
    asked = arguments()
    count, stop = Count(), threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    phones = [Phone(asked.address, count, stop) for _ in range(asked.workers)]
    turns = [threading.Thread(target=phone.work, daemon=True) for phone in phones]
    if asked.login:
        phones[0].sign_in(asked.login, asked.password)
        for phone in phones[1:]:
            phone.token = phones[0].token
        turns.append(threading.Thread(target=phones[0].listen, daemon=True))
    started = time.monotonic()
    for turn in turns:
        turn.start()
    print("working", flush=True)
    stop.wait(asked.seconds)
    stop.set()
    # The listener may sit in a silent line; it is not waited for.
    for turn in turns[: len(phones)]:
        turn.join(timeout=120)
        if turn.is_alive():
            count.failures.append("a worker never ended")
    result = {
        "seconds": round(time.monotonic() - started, 1),
        "requests": sum(count.answers.values()),
        "failed": len(count.failures),
        "failures": dict(collections.Counter(count.failures)),
        "answers": dict(sorted(count.answers.items())),
        "slowest_seconds": {what: round(took, 2) for what, took in sorted(count.slowest.items())},
        "uploads": count.uploads,
        "resumed": count.resumed,
        "event_lines_lost_and_taken_up_again": count.line_ends,
    }
    text = json.dumps(result, indent=2)
    if asked.json:
        with open(asked.json, "w", encoding="utf-8") as file:
            file.write(text + "\n")
    print(text)
    sys.exit(1 if count.failures else 0)


main()
