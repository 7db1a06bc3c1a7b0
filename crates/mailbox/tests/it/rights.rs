//! The broker as it is shipped, `deploy/nats/nats.conf`: every service can do its work, and none another's.

use std::{fs, path::Path, time::Duration};

use async_nats::{Client, ConnectOptions, Event};
use certs::{Authority, Issued};
use mailbox::{Broker, Settings, TlsFiles, run_until_empty};
use testkit::{Folder, Nats};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::harness::{Service, fast, service, until};

/// The county that stands in the file.
const COUNTY: &str = "371322";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn services_do_all_their_work_with_their_rights_alone() {
    let site = Site::open();
    let approval = site.service("approval", &["supervision", "notification"]).await;
    let supervision = site.service("supervision", &["approval", "notification"]).await;
    let notification = site.service("notification", &["approval", "supervision"]).await;
    for receiver in ["supervision", "notification"] {
        mailbox::enrol(&approval.system, receiver).await.unwrap();
    }
    let ids = approval.say(&["by hand"]).await;
    let all = [&approval.mailbox, &supervision.mailbox, &notification.mailbox];
    run_until_empty(&all).await.unwrap();
    assert_eq!(approval.told().await, [ids.clone(), ids].concat(), "each receiver receipts it");

    let shutdown = CancellationToken::new();
    let running = [&approval, &supervision, &notification].map(|service| service.run(&shutdown));
    approval.say(&["running"]).await;
    until("it is receipted", async || approval.pending().await == 0).await;
    shutdown.cancel();
    for task in running {
        task.await.unwrap();
    }
    for receiver in [&supervision, &notification] {
        assert_eq!(receiver.effects().await, ["by hand", "running"]);
    }
    // Without its acks a service would work, too, but hear everything again.
    let (client, _errors) = site.connect("supervision").await.unwrap();
    let stream = format!("SHENGUAN_{COUNTY}_APPROVAL");
    let place: async_nats::jetstream::consumer::PullConsumer = async_nats::jetstream::new(client)
        .get_consumer_from_stream("supervision_from_approval", stream)
        .await
        .unwrap();
    let place = place.cached_info();
    assert_eq!((place.num_pending, place.num_ack_pending), (0, 0));
}

#[tokio::test]
async fn a_service_can_neither_speak_nor_read_nor_delete_as_another() {
    let site = Site::open();
    let (client, mut errors) = site.connect("supervision").await.unwrap();
    let publish_own = "shenguan.v1.371322.push.supervision.approval.noted";
    client.publish(publish_own, "".into()).await.unwrap();
    for subject in [
        "shenguan.v1.371322.push.approval.supervision.noted",
        "shenguan.v1.371322.receipt.approval.supervision.receipts",
        "$JS.API.STREAM.UPDATE.SHENGUAN_371322_APPROVAL",
        "$JS.API.STREAM.DELETE.SHENGUAN_371322_SUPERVISION",
        "$JS.API.STREAM.PURGE.SHENGUAN_371322_SUPERVISION",
        "$JS.API.STREAM.MSG.GET.SHENGUAN_371322_APPROVAL",
        "$JS.API.CONSUMER.CREATE.SHENGUAN_371322_APPROVAL.supervision_from_approval.shenguan.v1.371322.*.approval.meeting.*",
        "$JS.API.CONSUMER.DELETE.SHENGUAN_371322_SUPERVISION.approval_from_supervision",
        "$JS.API.CONSUMER.MSG.NEXT.SHENGUAN_371322_SUPERVISION.approval_from_supervision",
        "$JS.ACK.SHENGUAN_371322_SUPERVISION.approval_from_supervision.1.1.1.1.0",
    ] {
        client.publish(subject, "".into()).await.unwrap();
        denied(&mut errors, subject).await;
    }
    for subject in ["shenguan.>", "_INBOX_approval.>", "_INBOX.>", "$JS.>"] {
        let _subscription = client.subscribe(subject).await.unwrap();
        denied(&mut errors, subject).await;
    }
}

#[tokio::test]
async fn who_is_no_service_does_not_connect() {
    let site = Site::open();
    site.keep("bureau", &site.authority.issue_client("scjgj", "gateway").unwrap());
    site.keep("stranger", &Authority::create().unwrap().issue_service("approval", &["localhost"]).unwrap());
    for name in ["bureau", "stranger"] {
        assert!(site.connect(name).await.is_err(), "{name}");
    }
    assert!(async_nats::connect(site.nats.url()).await.is_err(), "without certificate");
}

/// A broker with the shipped file, and certificates.
struct Site {
    nats: Nats,
    authority: Authority,
    folder: Folder,
}

impl Site {
    fn open() -> Self {
        let folder = Folder::create().unwrap();
        let authority = Authority::create().unwrap();
        let at = |name: &str| folder.path().join(name);
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy/nats/nats.conf");
        fs::copy(shipped, at("nats.conf")).unwrap();
        let port = testkit::free_port().unwrap();
        let monitoring = testkit::free_port().unwrap();
        let file = |name: &str| at(name).display().to_string();
        let site = format!(
            "LISTEN: '127.0.0.1:{port}'\nMONITORING: '127.0.0.1:{monitoring}'\nSTORE: '{}'\n\
            CERTIFICATE: '{}'\nKEY: '{}'\nAUTHORITY: '{}'\n",
            file("store"),
            file("nats.pem"),
            file("nats.key"),
            file("ca.pem")
        );
        fs::write(at("site.conf"), site).unwrap();
        fs::write(at("ca.pem"), authority.certificate_pem()).unwrap();
        keep(&folder, "nats", &authority.issue_server(&["localhost", "127.0.0.1"]).unwrap());
        for name in ["approval", "supervision", "notification"] {
            keep(&folder, name, &authority.issue_service(name, &["localhost"]).unwrap());
        }
        let nats = Nats::start_as(&at("nats.conf"), port).unwrap();
        Self { nats, authority, folder }
    }

    fn keep(&self, name: &str, issued: &Issued) {
        keep(&self.folder, name, issued);
    }

    async fn service(&self, name: &str, peers: &[&str]) -> Service {
        service(name, peers, self.settings(name)).await
    }

    fn settings(&self, name: &str) -> Settings {
        let fast = fast(&self.nats.url());
        let broker = Broker { tls: Some(self.tls(name)), ..fast.broker.clone() };
        Settings { county: COUNTY.to_owned(), broker, ..fast }
    }

    fn tls(&self, name: &str) -> TlsFiles {
        let file = |name: String| self.folder.path().join(name);
        TlsFiles {
            authority: file("ca.pem".to_owned()),
            certificate: file(format!("{name}.pem")),
            key: file(format!("{name}.key")),
        }
    }

    /// A connection with the certificate of this name, and what the broker complains of.
    async fn connect(
        &self,
        name: &str,
    ) -> Result<(Client, mpsc::UnboundedReceiver<String>), async_nats::ConnectError> {
        let (tell, errors) = mpsc::unbounded_channel();
        let TlsFiles { authority, certificate, key } = self.tls(name);
        let client = ConnectOptions::new()
            .custom_inbox_prefix(format!("_INBOX_{name}"))
            .require_tls(true)
            .add_root_certificates(authority)
            .add_client_certificate(certificate, key)
            .event_callback(move |event| {
                if let Event::ServerError(error) = event {
                    let _gone = tell.send(error.to_string());
                }
                std::future::ready(())
            })
            .connect(self.nats.url())
            .await?;
        Ok((client, errors))
    }
}

fn keep(folder: &Folder, name: &str, issued: &Issued) {
    fs::write(folder.path().join(format!("{name}.pem")), &issued.certificate_pem).unwrap();
    fs::write(folder.path().join(format!("{name}.key")), &issued.key_pem).unwrap();
}

/// The next complaint is about this subject.
async fn denied(errors: &mut mpsc::UnboundedReceiver<String>, subject: &str) {
    let error = tokio::time::timeout(Duration::from_secs(10), errors.recv()).await;
    let error = error.unwrap_or_else(|_| panic!("{subject} is allowed")).unwrap();
    let about = format!("\"{subject}\"");
    assert!(
        error.to_lowercase().contains("permissions violation") && error.contains(&about),
        "{subject}: {error}"
    );
}
