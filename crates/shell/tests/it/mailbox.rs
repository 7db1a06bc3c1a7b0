//! The operators' view of the mailbox.

use ids::ParkedId;
use proto::mailbox::v1::{GetMailboxStatusRequest, ListParkedMessagesRequest, ReplayParkedMessageRequest};
use tonic::Code;
use tonic_types::StatusExt;

use crate::{port::Port, stage::request_id};

/// A message that was refused as unreadable.
async fn park(port: &Port, number: u8) -> ParkedId {
    let id = ParkedId::generate();
    sqlx::query(
        "insert into mailbox.parked (id, raw_sha256, sender, subject, body, body_sha256, cause, parked_at)
        values ($1, $2, 'approval', 'subject', '', '', 'unreadable', now())",
    )
    .bind(id.0)
    .bind(vec![number])
    .execute(&port.stage.system)
    .await
    .unwrap();
    id
}

#[tokio::test]
async fn parked_messages_are_counted_and_listed_page_by_page() {
    let port = Port::open().await;
    let mut expected = Vec::new();
    for number in 0..5 {
        expected.push(park(&port, number).await.to_string());
    }
    let mut client = port.mailbox(&port.bureau).await;
    assert_eq!(client.get_mailbox_status(GetMailboxStatusRequest {}).await.unwrap().into_inner().parked, 5);
    let mut listed = Vec::new();
    let mut page_token = String::new();
    loop {
        let request = ListParkedMessagesRequest { page_size: 2, page_token };
        let page = client.list_parked_messages(request).await.unwrap().into_inner();
        listed.extend(page.messages.into_iter().map(|message| message.id));
        page_token = page.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    assert_eq!(listed, expected);
}

#[tokio::test]
async fn a_replay_is_answered_recorded_and_repeatable() {
    let port = Port::open().await;
    let id = park(&port, 0).await.to_string();
    let mut client = port.mailbox(&port.administrator).await;
    let request =
        ReplayParkedMessageRequest { request_id: request_id(), validate_only: false, id: id.clone() };
    let first = client.replay_parked_message(request.clone()).await.unwrap().into_inner();
    let again = client.replay_parked_message(request.clone()).await.unwrap().into_inner();
    assert!(!first.handled && first == again, "{first:?}");
    let audited: (String, Vec<String>) = sqlx::query_as("select outcome, objects from shell.audit")
        .fetch_one(&port.stage.system)
        .await
        .unwrap();
    assert_eq!(audited, ("done".to_owned(), vec![id]));

    let missing = ReplayParkedMessageRequest {
        id: ParkedId::generate().to_string(),
        request_id: request_id(),
        ..request
    };
    assert_eq!(client.replay_parked_message(missing).await.unwrap_err().code(), Code::NotFound);
}

#[tokio::test]
async fn a_wrong_field_is_named() {
    let port = Port::open().await;
    let mut client = port.mailbox(&port.administrator).await;
    let request =
        ReplayParkedMessageRequest { request_id: request_id(), validate_only: false, id: "7".to_owned() };
    let status = client.replay_parked_message(request).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(status.get_error_details().bad_request().unwrap().field_violations[0].field, "id");
}
