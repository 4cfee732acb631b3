#!/usr/bin/env python3
"""Stands in for an instance of Pem2 behind Caddy: upstream.py PORT FOLDER

Ready as long as FOLDER/PORT.ready exists. Writes a line into FOLDER/PORT.got for each request that arrived whole, answers
with what it was told of the phone, breaks the connection off at /break, and keeps /events open.
"""

import http.server
import json
import os
import socket
import struct
import sys
import time

PORT, FOLDER = int(sys.argv[1]), sys.argv[2]


def note(what):
    with open(os.path.join(FOLDER, f"{PORT}.got"), "a", encoding="utf-8") as file:
        file.write(what + "\n")


class Instance(http.server.BaseHTTPRequestHandler):
    def answer(self):
        if self.path == "/health/ready":
            ready = os.path.exists(os.path.join(FOLDER, f"{PORT}.ready"))
            self.send_response(200 if ready else 503)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        length = int(self.headers.get("Content-Length", 0))
        if len(self.rfile.read(length)) != length:
            return
        note(f"{self.command} {self.path}")
        if self.path == "/break":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return
        if self.path == "/events":
            self.events()
            return
        told = {"port": PORT, "for": self.headers.get_all("X-Forwarded-For"), "proto": self.headers["X-Forwarded-Proto"]}
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_HEAD = do_POST = do_PATCH = answer

    def events(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.wfile.write(b"data: first\n\n")
        # No keep-alive line that would tell: only Caddy can say that the phone has left.
        self.connection.settimeout(20)
        started = time.monotonic()
        try:
            while self.connection.recv(1):
                pass
        except OSError:
            pass
        note("the line was let go" if time.monotonic() - started < 15 else "the line was kept")

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Instance).serve_forever()
