//! E-mail, handed to the mail server of the settings.

use std::{
    error::{self, Error as _},
    io, iter,
    time::Duration,
};

use clock::Clock;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp::{Error, authentication::Credentials, client::Tls, extension::ClientId},
};
use serde::{Deserialize, Serialize};
use thiserror::Error as ThisError;
use tokio::time::timeout;

use crate::{BadAuthority, Outcome, Outgoing, Secret, Trust};

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(15);

/// Says that a machine wrote it, so that no machine answers (RFC 3834).
const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

/// The mail server.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// Its name, as in its certificate.
    pub host: String,
    /// Its port, usually 465 with `tls` and 587 with `starttls`.
    pub port: u16,
    /// How the connection is protected.
    pub security: MailSecurity,
    /// Who signs in, if anyone.
    pub user: Option<String>,
    /// The user's password.
    pub password: Option<Secret>,
    /// How long the server may take for a whole message, in seconds; at most 45, so that it ends before the message is anybody's again.
    #[serde(default = "patience")]
    pub patience_seconds: u64,
    /// Whom messages are from, such as `审管联动平台 <notice@example.gov.cn>`.
    pub from: String,
}

fn patience() -> u64 {
    30
}

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    /// TLS from the first byte: port 465.
    Tls,
    /// TLS before anything is said; a server without it is refused: port 587.
    Starttls,
    /// None. Development only.
    Plain,
}

/// Hands messages to the mail server; clones share it.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    patience: Duration,
    clock: Clock,
}

/// One receiver of e-mail.
#[derive(Clone)]
pub struct Email {
    mailer: Mailer,
    to: Mailbox,
}

/// An address that no mail can go to. Does not say which.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ThisError)]
#[error("not an address of e-mail")]
pub struct BadMailbox;

impl Mailer {
    /// A mailer by its settings.
    pub fn new(settings: &MailSettings, trust: &Trust, clock: Clock) -> Result<Self, MailerError> {
        let from: Mailbox = settings.from.parse().map_err(|_| BadMailbox)?;
        let parameters = trust.smtp(&settings.host)?;
        let tls = match settings.security {
            MailSecurity::Tls => Tls::Wrapper(parameters),
            MailSecurity::Starttls => Tls::Required(parameters),
            MailSecurity::Plain => Tls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .hello_name(ClientId::Domain(from.email.domain().to_owned()))
            .timeout(Some(CONNECT))
            .tls(tls);
        if let (Some(user), Some(password)) = (&settings.user, &settings.password) {
            builder = builder.credentials(Credentials::new(user.clone(), password.expose().to_owned()));
        }
        let patience = Duration::from_secs(settings.patience_seconds.clamp(1, 45));
        Ok(Self { transport: builder.build(), from, patience, clock })
    }

    fn message(&self, to: Mailbox, message: &Outgoing) -> Result<Message, lettre::error::Error> {
        let id = format!("<{}@{}>", message.id, self.from.email.domain());
        Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(message.title.replace(['\r', '\n'], " "))
            .date(self.clock.now().into())
            .message_id(Some(id))
            .raw_header(HeaderValue::new(AUTO_SUBMITTED, "auto-generated".to_owned()))
            .multipart(MultiPart::alternative_plain_html(message.text.clone(), message.html.clone()))
    }
}

impl Email {
    /// A receiver by the bare address.
    pub fn new(mailer: Mailer, address: &Secret) -> Result<Self, BadMailbox> {
        let address: Address = address.expose().parse().map_err(|_| BadMailbox)?;
        Ok(Self { mailer, to: Mailbox::new(None, address) })
    }

    /// Tries once.
    pub async fn send(&self, message: &Outgoing) -> Outcome {
        let Ok(letter) = self.mailer.message(self.to.clone(), message) else {
            return Outcome::refused("the message cannot be written as mail");
        };
        // The library limits the connection only: a server that takes it and says nothing would be waited for for ever.
        match timeout(self.mailer.patience, self.mailer.transport.send(letter)).await {
            Ok(Ok(_)) => Outcome::Accepted { provider_id: Some(message.id.to_string()) },
            Ok(Err(error)) => outcome(&error),
            Err(_) => Outcome::later("no answer of the mail server in time"),
        }
    }
}

/// Why there is no mailer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ThisError)]
pub enum MailerError {
    /// The sender's address.
    #[error("mail.from: {0}")]
    From(#[from] BadMailbox),
    /// The server's name, or whose certificate is believed.
    #[error("mail: {0}")]
    Trust(#[from] BadAuthority),
}

/// What a server says may name the receiver: only its code is kept.
fn outcome(error: &Error) -> Outcome {
    let Some(code) = error.status() else {
        return Outcome::later(match error {
            _ if is_tls(error) => "no tls with the mail server that is believed",
            _ if error.is_client() => "the mail server offers no tls, or no way to sign in",
            _ => "no answer of the mail server",
        });
    };
    let cause = format!("smtp code {code}");
    let said = error.source().map(ToString::to_string).unwrap_or_default();
    match u16::from(code) {
        ..500 => Outcome::later(cause),
        // The server does not know us: that is not the receiver's fault, and is put right on our side.
        530 | 534 | 535 | 538 => Outcome::later(format!("{cause}: the mail server refuses our sign-in")),
        _ if is_no_such_mailbox(&said) => Outcome::gone(format!("{cause}: no such mailbox")),
        _ => Outcome::refused(cause),
    }
}

/// Whether an enhanced status code (RFC 3463) says that there is no such mailbox, domain, or not any more.
fn is_no_such_mailbox(said: &str) -> bool {
    said.split_whitespace().any(|word| ["5.1.1", "5.1.2", "5.1.6", "5.1.10", "5.2.1"].contains(&word))
}

/// To the library a handshake that fails is an error of the connection, somewhere below others.
fn is_tls(error: &Error) -> bool {
    let sources = iter::successors(error.source(), |source| (*source).source());
    let mut inner = sources.filter_map(|source| source.downcast_ref::<io::Error>()?.get_ref());
    inner.any(<dyn error::Error + Send + Sync>::is::<rustls::Error>)
}
