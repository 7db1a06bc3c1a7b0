"""Verifies a webhook of the platform (Standard Webhooks). Needs Python 3.9 or later, no packages.

    WEBHOOK_SECRET=whsec_... python3 verify.py ID TIMESTAMP SIGNATURE < body

ends with 0 if the message is ours. In a receiver, call verify() with the body's bytes as they came, before anything
parses them, and answer 2xx only after the message is stored. A message may come more than once: its id stays the same.
"""

import base64
import binascii
import hashlib
import hmac
import os
import sys
import time

TOLERANCE_SECONDS = 5 * 60


class Refused(Exception):
    """The message is not ours, or not of now."""


def verify(secret, message_id, timestamp, signatures, body, now=None):
    """Raises Refused unless the body (bytes) was signed with the secret within the last five minutes.

    The other arguments are the headers webhook-id, webhook-timestamp and webhook-signature.
    """
    now = time.time() if now is None else now
    if not (timestamp.isascii() and timestamp.isdigit()):
        raise Refused("webhook-timestamp is not a number of seconds")
    if abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        raise Refused("webhook-timestamp is more than five minutes away")
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error as error:
        raise Refused("the secret is not whsec_ and base64") from error
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    # While the secret is changed there are two signatures: one that fits is enough.
    for signature in signatures.split(" "):
        version, _, value = signature.partition(",")
        if version == "v1" and hmac.compare_digest(value.encode(), expected.encode()):
            return
    raise Refused("no signature fits")


def main():
    try:
        verify(os.environ["WEBHOOK_SECRET"], *sys.argv[1:4], sys.stdin.buffer.read())
    except Refused as refused:
        print(f"refused: {refused}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
