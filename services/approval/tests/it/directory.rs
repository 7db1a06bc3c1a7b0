//! Units, officials and keys through their service.

use std::time::Duration;

use proto::{
    approval::v1::{
        ListCertificateKeysRequest, ListOfficialsRequest, ListUnitsRequest, PinCertificateKeyRequest,
        RevokeCertificateKeyRequest, SaveOfficialRequest, SaveUnitRequest,
        directory_service_client::DirectoryServiceClient,
    },
    reference::v1::{CertificateKey, Official, Role, Unit},
};
use tokio::time::timeout;
use tonic::{Code, transport::Channel};

use crate::harness::{Approval, Place, fields, reason, request_id};

type Client = DirectoryServiceClient<Channel>;

/// How many messages of an event there are, and how many of them wait for supervision.
async fn told(place: &Place, event: &str) -> (i64, i64) {
    sqlx::query_as(
        "select count(*), count(todo.message_id)
        from mailbox.message
        left join mailbox.todo on todo.message_id = message.id and todo.receiver = 'supervision'
        where message.event = $1 and message.receivers @> array['supervision', 'notification', 'meeting']",
    )
    .bind(event)
    .fetch_one(&mut place.inspect().await)
    .await
    .unwrap()
}

async fn unit(client: &mut Client, code: &str) -> Unit {
    let units =
        client.list_units(ListUnitsRequest { page_size: 500, ..ListUnitsRequest::default() }).await.unwrap();
    units.into_inner().units.into_iter().find(|unit| unit.code == code).unwrap()
}

#[tokio::test]
async fn a_changed_unit_waits_for_every_receiver() {
    let approval = Approval::start().await;
    let mut client = Client::new(approval.unit("xzspj").await);
    let before = told(&approval.place, "unit_changed").await;
    assert_eq!(before, (30, 30));

    let mut scjgj = unit(&mut client, "scjgj").await;
    scjgj.name = "县市场监督管理局".to_owned();
    let save = SaveUnitRequest { request_id: request_id(), validate_only: true, unit: Some(scjgj.clone()) };
    client.save_unit(save.clone()).await.unwrap();
    assert_eq!(told(&approval.place, "unit_changed").await, before, "a check says nothing");

    let save = SaveUnitRequest { validate_only: false, ..save };
    let saved = client.save_unit(save.clone()).await.unwrap().into_inner().unit.unwrap();
    assert_eq!((saved.version, saved.name.as_str()), (2, "县市场监督管理局"));
    client.save_unit(save.clone()).await.unwrap();
    assert_eq!(told(&approval.place, "unit_changed").await, (31, 31), "a repeat says nothing");

    let stale = SaveUnitRequest { request_id: request_id(), ..save };
    assert_eq!(reason(&client.save_unit(stale).await.unwrap_err()), "VERSION_CONFLICT");
    assert_eq!(unit(&mut client, "scjgj").await, saved);
}

#[tokio::test]
async fn an_official_stays_with_one_unit() {
    let approval = Approval::start().await;
    let mut client = Client::new(approval.unit("xzspj").await);
    let clerk = Official {
        id: "scjgj-09".to_owned(),
        unit: "scjgj".to_owned(),
        label: "经办人09".to_owned(),
        roles: vec![Role::Claimant.into()],
        active: true,
        version: 0,
    };
    let save = |official: Official| SaveOfficialRequest {
        request_id: request_id(),
        validate_only: false,
        official: Some(official),
    };
    let saved = client.save_official(save(clerk.clone())).await.unwrap().into_inner().official.unwrap();
    assert_eq!(saved, Official { version: 1, ..clerk.clone() });
    for unit in ["wsjkj", "nobody"] {
        let moved = Official { unit: unit.to_owned(), ..saved.clone() };
        assert_eq!(fields(&client.save_official(save(moved)).await.unwrap_err()), ["official.unit"]);
    }
    let empty = client.save_official(save(Official::default())).await.unwrap_err();
    assert_eq!(fields(&empty), ["official.id", "official.unit", "official.label"]);
}

#[tokio::test]
async fn a_bureau_lists_its_own_officials_only() {
    let approval = Approval::start().await;
    let list = |unit: &str| ListOfficialsRequest { unit: unit.to_owned(), ..ListOfficialsRequest::default() };
    let mut bureau = Client::new(approval.unit("scjgj").await);
    let own = bureau.list_officials(list("")).await.unwrap().into_inner().officials;
    assert_eq!(
        own.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(),
        ["scjgj-01", "scjgj-02", "scjgj-leader", "scjgj-liaison"]
    );
    for other in ["wsjkj", "nobody"] {
        assert_eq!(bureau.list_officials(list(other)).await.unwrap_err().code(), Code::NotFound);
    }
    let mut audit = Client::new(approval.unit("zfb").await);
    let seen = audit.list_officials(list("wsjkj")).await.unwrap().into_inner().officials;
    assert_eq!(seen.len(), 4);
    let refusal = bureau.list_certificate_keys(ListCertificateKeysRequest::default()).await.unwrap_err();
    assert_eq!(refusal.code(), Code::PermissionDenied);
}

#[tokio::test]
async fn a_revoked_key_is_refused_and_stays_revoked() {
    let approval = Approval::start().await;
    let mut admin = Client::new(approval.unit("xzspj").await);
    let keys =
        admin.list_certificate_keys(ListCertificateKeysRequest::default()).await.unwrap().into_inner().keys;
    let key = keys.into_iter().find(|key| key.unit == "scjgj").unwrap();
    let mut bureau = Client::new(approval.unit("scjgj").await);
    bureau.list_units(ListUnitsRequest::default()).await.unwrap();

    let revoke = RevokeCertificateKeyRequest {
        request_id: request_id(),
        validate_only: false,
        fingerprint: key.fingerprint.clone(),
    };
    let revoked = admin.revoke_certificate_key(revoke.clone()).await.unwrap().into_inner().key.unwrap();
    assert_eq!((revoked.version, revoked.revoke_time.is_some()), (2, true));
    let refused = timeout(Duration::from_secs(10), async {
        loop {
            if let Err(status) = bureau.list_units(ListUnitsRequest::default()).await {
                break status;
            }
        }
    });
    let refused = refused.await.unwrap();
    assert_eq!((refused.code(), reason(&refused).as_str()), (Code::Unauthenticated, "KEY_NOT_PINNED"));

    let again = RevokeCertificateKeyRequest { request_id: request_id(), ..revoke };
    let unchanged = admin.revoke_certificate_key(again).await.unwrap().into_inner().key.unwrap();
    assert_eq!(unchanged, revoked);
    let pin = |key: CertificateKey| PinCertificateKeyRequest {
        request_id: request_id(),
        validate_only: false,
        key: Some(key),
    };
    assert_eq!(fields(&admin.pin_certificate_key(pin(key.clone())).await.unwrap_err()), ["key.fingerprint"]);
    let new = CertificateKey { fingerprint: "ab".repeat(32), revoke_time: None, ..key };
    assert_eq!(admin.pin_certificate_key(pin(new)).await.unwrap().into_inner().key.unwrap().version, 1);
}
