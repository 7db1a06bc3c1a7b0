"""A mail server with a sign-in, with TLS or without. Prints its port, then every message that it takes, one JSON object a line.

    python mail_server.py {tls|starttls} PORT CERTIFICATE KEY
    python mail_server.py plain PORT

PORT 0 is a free one.
"""

import asyncio
import email
import email.policy
import json
import logging
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

# The library warns at every connection that the sign-in is without TLS: here it may be.
logging.getLogger("mail.log").setLevel(logging.ERROR)

REFUSALS = {
    "busy": "451 4.3.0 busy@example.cn: try again later",
    "nobody": "550 5.1.1 nobody@example.cn: no such user",
    "policy": "554 5.7.1 policy@example.cn: not by our policy",
}


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        refusal = REFUSALS.get(address.partition("@")[0])
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        say({
            "tls": session.ssl is not None,
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "headers": {name.lower(): str(value) for name, value in message.items()},
            "text": message.get_body(("plain",)).get_content(),
            "html": message.get_body(("html",)).get_content(),
        })
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=(data.login, data.password) == (b"notice", b"s3cret"), handled=False)


def say(what):
    print(json.dumps(what), flush=True)


async def main(mode, port, *files):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    if files:
        context.load_cert_chain(*files)
    starttls = mode == "starttls"

    def protocol():
        return SMTP(
            Handler(),
            hostname="localhost",
            tls_context=context if starttls else None,
            require_starttls=starttls,
            auth_required=True,
            # Where TLS is there from the first byte, the library does not know of it.
            auth_require_tls=starttls,
            authenticator=authenticate,
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", int(port), ssl=context if mode == "tls" else None)
    say({"port": server.sockets[0].getsockname()[1]})
    # Whoever started this is gone when our input ends.
    ours = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(ours), sys.stdin)
    await ours.read()


asyncio.run(main(*sys.argv[1:]))
