//! E-mail to a real mail server.

use std::{fs, path::Path};

use certs::Authority;
use channels::{BadMailbox, Email, MailSecurity, MailSettings, Mailer, Outcome, Secret, Trust};
use serde_json::Value;
use testkit::MailServer;

use crate::world::{clock, gone, later, message, refused};

/// A mail server with a certificate of an authority of its own.
struct Server {
    server: MailServer,
    trust: Trust,
}

impl Server {
    async fn start(security: MailSecurity, test: &str) -> Self {
        let authority = Authority::create().unwrap();
        let issued = authority.issue_server(&["localhost"]).unwrap();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let [certificate, key] = ["pem", "key"].map(|end| folder.join(format!("{test}.{end}")));
        fs::write(&certificate, issued.certificate_pem).unwrap();
        fs::write(&key, issued.key_pem).unwrap();
        let server = match security {
            MailSecurity::Tls => MailServer::tls(&certificate, &key).await,
            MailSecurity::Starttls => MailServer::starttls(&certificate, &key).await,
            MailSecurity::Plain => MailServer::plain().await,
        };
        let trust = Trust::default().and(authority.certificate_pem().as_bytes()).unwrap();
        Self { server: server.unwrap(), trust }
    }

    fn settings(&self, security: MailSecurity) -> MailSettings {
        MailSettings {
            host: "localhost".to_owned(),
            port: self.server.port,
            security,
            user: Some("notice".to_owned()),
            password: Some(Secret::new("s3cret")),
            patience_seconds: 30,
            from: "审管联动平台 <notice@example.gov.cn>".to_owned(),
        }
    }

    async fn taken(&mut self) -> Value {
        self.server.taken().await.unwrap()
    }
}

async fn send(settings: &MailSettings, trust: &Trust, to: &str) -> Outcome {
    let mailer = Mailer::new(settings, trust, clock()).unwrap();
    Email::new(mailer, &Secret::new(to)).unwrap().send(&message()).await
}

fn accepted() -> Outcome {
    Outcome::Accepted { provider_id: Some(message().id.to_string()) }
}

#[tokio::test]
async fn a_letter_has_text_and_html_and_an_id_that_stays() {
    let mut server = Server::start(MailSecurity::Starttls, "letter").await;
    let settings = server.settings(MailSecurity::Starttls);
    assert_eq!(send(&settings, &server.trust, "liaison@example.cn").await, accepted());
    let letter = server.taken().await;
    assert_eq!(letter["tls"], true);
    assert_eq!(letter["from"], "notice@example.gov.cn");
    assert_eq!(letter["to"], serde_json::json!(["liaison@example.cn"]));
    assert_eq!(letter["text"].as_str().unwrap().trim_end().replace("\r\n", "\n"), message().text);
    assert_eq!(letter["html"].as_str().unwrap().trim_end(), message().html);
    let headers = &letter["headers"];
    assert_eq!(headers["subject"], message().title);
    assert_eq!(headers["from"], "审管联动平台 <notice@example.gov.cn>");
    assert_eq!(headers["message-id"], format!("<{}@example.gov.cn>", message().id));
    assert_eq!(headers["auto-submitted"], "auto-generated");
    assert_eq!(headers["date"], "Thu, 08 Oct 2026 01:00:00 +0000");

    assert_eq!(send(&settings, &server.trust, "liaison@example.cn").await, accepted());
    assert_eq!(server.taken().await["headers"]["message-id"], headers["message-id"]);
}

#[tokio::test]
async fn tls_from_the_first_byte_does_as_well() {
    let mut server = Server::start(MailSecurity::Tls, "from-the-first-byte").await;
    let settings = server.settings(MailSecurity::Tls);
    assert_eq!(send(&settings, &server.trust, "liaison@example.cn").await, accepted());
    assert_eq!(server.taken().await["headers"]["subject"], message().title);
}

#[tokio::test]
async fn a_title_of_two_lines_is_no_second_header() {
    let mut server = Server::start(MailSecurity::Starttls, "two-lines").await;
    let mailer = Mailer::new(&server.settings(MailSecurity::Starttls), &server.trust, clock()).unwrap();
    let email = Email::new(mailer, &Secret::new("liaison@example.cn")).unwrap();
    let mut two = message();
    two.title = "duty\r\nBcc: other@example.cn".to_owned();
    assert_eq!(email.send(&two).await, accepted());
    let letter = server.taken().await;
    assert_eq!(letter["headers"]["subject"], "duty  Bcc: other@example.cn");
    assert!(letter["headers"].get("bcc").is_none());
}

#[tokio::test]
async fn refusals_of_the_server_are_told_apart_without_the_address() {
    let server = Server::start(MailSecurity::Starttls, "refusals").await;
    let mut settings = server.settings(MailSecurity::Starttls);
    for (to, expected) in [
        ("busy@example.cn", later("smtp code 451")),
        ("nobody@example.cn", gone("smtp code 550: no such mailbox")),
        ("policy@example.cn", refused("smtp code 554")),
    ] {
        assert_eq!(send(&settings, &server.trust, to).await, expected);
    }
    settings.password = Some(Secret::new("another"));
    let outcome = send(&settings, &server.trust, "liaison@example.cn").await;
    assert_eq!(outcome, later("smtp code 535: the mail server refuses our sign-in"));
}

#[tokio::test]
async fn nothing_is_sent_without_tls_that_is_believed() {
    let mut server = Server::start(MailSecurity::Starttls, "believed").await;
    let settings = server.settings(MailSecurity::Starttls);
    let outcome = send(&settings, &Trust::default(), "liaison@example.cn").await;
    assert_eq!(outcome, later("no tls with the mail server that is believed"));
    assert_eq!(send(&settings, &server.trust, "second@example.cn").await, accepted());
    assert_eq!(server.taken().await["to"], serde_json::json!(["second@example.cn"]));
    let nobody = MailSettings { port: 1, ..settings };
    let outcome = send(&nobody, &server.trust, "liaison@example.cn").await;
    assert_eq!(outcome, later("no answer of the mail server"));

    let mut without = Server::start(MailSecurity::Plain, "without").await;
    let mut settings = without.settings(MailSecurity::Starttls);
    let outcome = send(&settings, &without.trust, "liaison@example.cn").await;
    assert_eq!(outcome, later("the mail server offers no tls, or no way to sign in"));
    settings.security = MailSecurity::Plain;
    assert_eq!(send(&settings, &without.trust, "second@example.cn").await, accepted());
    let letter = without.taken().await;
    assert_eq!((&letter["tls"], &letter["to"]), (&false.into(), &serde_json::json!(["second@example.cn"])));
}

#[tokio::test]
async fn what_is_no_address_is_refused_and_passwords_are_not_shown() {
    let server = Server::start(MailSecurity::Starttls, "addresses").await;
    let settings = server.settings(MailSecurity::Starttls);
    let mailer = Mailer::new(&settings, &server.trust, clock()).unwrap();
    for address in ["", "liaison", "a@b@c", "a@example.cn, b@example.cn", "a@example.cn\r\nBcc: b@example.cn"]
    {
        assert_eq!(Email::new(mailer.clone(), &Secret::new(address)).err(), Some(BadMailbox), "{address:?}");
    }
    assert!(!format!("{settings:?}").contains("s3cret"));
}

/// It would be waited for for ever, and hold one of the places of every receiver.
#[tokio::test]
async fn a_server_that_takes_the_connection_and_says_nothing_is_left_after_a_time() {
    let mute = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let settings = MailSettings {
        host: "localhost".to_owned(),
        port: mute.local_addr().unwrap().port(),
        security: MailSecurity::Plain,
        user: None,
        password: None,
        patience_seconds: 1,
        from: "notice@example.gov.cn".to_owned(),
    };
    let mailer = Mailer::new(&settings, &Trust::default(), clock()).unwrap();
    let email = Email::new(mailer, &Secret::new("liaison@example.gov.cn")).unwrap();
    assert_eq!(email.send(&message()).await, later("no answer of the mail server in time"));
}
