//! Catalogue and responsibility map through their service.

use proto::approval::v1::{
    ExplainRouteRequest, GetItemRequest, GetResponsibilityMapRequest, ListItemsRequest,
    PublishResponsibilityMapRequest, Responsibility, SaveItemRequest,
    catalogue_service_client::CatalogueServiceClient,
};
use tonic::{Code, transport::Channel};
use tonic_types::StatusExt;

use crate::harness::{Approval, fields, reason, request_id};

type Client = CatalogueServiceClient<Channel>;

async fn map_lines(client: &mut Client) -> Vec<Responsibility> {
    let map = client.get_responsibility_map(GetResponsibilityMapRequest::default()).await.unwrap();
    map.into_inner().map.unwrap().responsibilities
}

fn publish(effective_from: &str, responsibilities: Vec<Responsibility>) -> PublishResponsibilityMapRequest {
    PublishResponsibilityMapRequest {
        request_id: request_id(),
        validate_only: false,
        effective_from: effective_from.to_owned(),
        legal_basis: "示例文件〔2026〕1号".to_owned(),
        responsibilities,
    }
}

#[tokio::test]
async fn a_map_is_not_published_while_an_item_has_no_supervisor() {
    let approval = Approval::start().await;
    let mut client = Client::new(approval.unit("xzspj").await);
    let mut lines = map_lines(&mut client).await;
    let missing = lines.remove(3);
    for lines in [lines.clone(), {
        let nobody = Responsibility { lead_unit: String::new(), ..missing.clone() };
        lines.iter().cloned().chain([nobody]).collect()
    }] {
        let refusal = client.publish_responsibility_map(publish("2026-11-01", lines)).await.unwrap_err();
        assert_eq!(
            (refusal.code(), reason(&refusal).as_str()),
            (Code::FailedPrecondition, "ITEM_WITHOUT_SUPERVISOR")
        );
        let details = refusal.get_error_details();
        assert_eq!(details.error_info().unwrap().metadata["items"], missing.item_code);
        assert!(details.localized_message().unwrap().message.contains("第四条"));
    }

    let wrong = Responsibility { lead_unit: "xzspj".to_owned(), ..missing };
    lines.push(wrong);
    let refusal = client.publish_responsibility_map(publish("2026-11-01", lines)).await.unwrap_err();
    assert_eq!(fields(&refusal), ["responsibilities[36].lead_unit"]);
}

#[tokio::test]
async fn a_published_map_holds_from_its_day_on() {
    let approval = Approval::start().await;
    let mut client = Client::new(approval.unit("xzspj").await);
    let mut lines = map_lines(&mut client).await;
    assert_eq!((lines[0].item_code.as_str(), lines[0].lead_unit.as_str()), ("XK3713220001", "scjgj"));
    lines[0].lead_unit = "wsjkj".to_owned();
    let request = publish("2026-11-01", lines.clone());
    let checked = PublishResponsibilityMapRequest { validate_only: true, ..request.clone() };
    client.publish_responsibility_map(checked).await.unwrap();
    let published = client.publish_responsibility_map(request.clone()).await.unwrap().into_inner();
    let repeated = client.publish_responsibility_map(request).await.unwrap().into_inner();
    assert_eq!(published, repeated, "the same request has the same answer");
    assert_eq!(published.map.unwrap().version, 2, "what was only checked left nothing");

    for (on, version, lead) in
        [("2026-10-31", 1, "scjgj"), ("2026-11-01", 2, "wsjkj"), ("2020-10-01", 1, "scjgj")]
    {
        let request = GetResponsibilityMapRequest { version: 0, on: on.to_owned() };
        let map = client.get_responsibility_map(request).await.unwrap().into_inner().map.unwrap();
        assert_eq!((map.version, map.responsibilities[0].lead_unit.as_str()), (version, lead), "{on}");
        let request = ExplainRouteRequest {
            item_code: "XK3713220001".to_owned(),
            decided_on: on.to_owned(),
            ..ExplainRouteRequest::default()
        };
        let route = client.explain_route(request).await.unwrap().into_inner();
        assert_eq!(
            (route.map_version, route.responsibility.unwrap().lead_unit.as_str()),
            (version, lead),
            "{on}"
        );
    }
    let before = GetResponsibilityMapRequest { version: 0, on: "2020-09-30".to_owned() };
    assert_eq!(client.get_responsibility_map(before).await.unwrap_err().code(), Code::NotFound);
    let back = client.publish_responsibility_map(publish("2026-10-07", lines)).await.unwrap_err();
    assert_eq!(fields(&back), ["effective_from"]);
}

#[tokio::test]
async fn a_route_is_explained_from_certificate_and_content() {
    let approval = Approval::start().await;
    let mut client = Client::new(approval.unit("scjgj").await);
    let mut explain = async |certificate_name: &str, content: &str| {
        let request = ExplainRouteRequest {
            certificate_name: certificate_name.to_owned(),
            content: content.to_owned(),
            ..ExplainRouteRequest::default()
        };
        client.explain_route(request).await.map(tonic::Response::into_inner)
    };
    let route = explain("道路运输经营许可证", "道路旅客运输经营许可（班车）").await.unwrap();
    assert_eq!(route.item_code, "XK3713220008");
    let line = route.responsibility.unwrap();
    assert_eq!((line.lead_unit.as_str(), line.other_units), ("jtysj", vec!["yjj".to_owned()]));
    assert!(route.steps.last().unwrap().contains("jtysj"), "{:?}", route.steps);

    let open = explain("道路运输经营许可证", "运输").await.unwrap();
    assert_eq!((open.item_code.as_str(), open.responsibility), ("", None));
    assert!(open.steps.last().unwrap().contains("待人工分派"), "{:?}", open.steps);
    assert_eq!(fields(&explain("", "运输").await.unwrap_err()), ["item_code"]);
}

#[tokio::test]
async fn only_the_version_that_was_read_can_be_replaced() {
    let approval = Approval::start().await;
    let mut client = Client::new(approval.unit("xzspj").await);
    let request = GetItemRequest { code: "XK3713220001".to_owned() };
    let mut item = client.get_item(request).await.unwrap().into_inner().item.unwrap();
    item.conditions = "示例条件".to_owned();
    let save = SaveItemRequest { request_id: request_id(), validate_only: false, item: Some(item.clone()) };
    let saved = client.save_item(save.clone()).await.unwrap().into_inner().item.unwrap();
    assert_eq!((saved.version, saved.conditions.as_str()), (2, "示例条件"));

    let stale = SaveItemRequest { request_id: request_id(), ..save };
    let refusal = client.save_item(stale.clone()).await.unwrap_err();
    assert_eq!((refusal.code(), reason(&refusal).as_str()), (Code::Aborted, "VERSION_CONFLICT"));

    item.version = 2;
    item.approving_unit = "scjgj".to_owned();
    item.name = "坏\u{202e}名".to_owned();
    let wrong = SaveItemRequest { item: Some(item.clone()), ..stale.clone() };
    assert_eq!(fields(&client.save_item(wrong).await.unwrap_err()), ["item.name"]);
    item.name = "名".to_owned();
    let wrong = SaveItemRequest { item: Some(item), ..stale };
    assert_eq!(fields(&client.save_item(wrong).await.unwrap_err()), ["item.approving_unit"]);
}

#[tokio::test]
async fn pages_of_items_cover_the_catalogue() {
    let approval = Approval::start().await;
    let mut client = Client::new(approval.unit("scjgj").await);
    let mut codes = Vec::new();
    let mut page_token = String::new();
    loop {
        let page =
            client.list_items(ListItemsRequest { page_size: 10, page_token }).await.unwrap().into_inner();
        codes.extend(page.items.into_iter().map(|item| item.code));
        page_token = page.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    assert_eq!(codes.len(), 37);
    assert!(codes.is_sorted());
}

#[tokio::test]
async fn behind_the_policy_table_the_database_lets_only_administrators_write() {
    let approval = Approval::start().await;
    approval.unit("xzspj").await;
    let mut connection = approval.place.rpc().await;
    for (admin, written) in [("", 0), ("yes", 37)] {
        sqlx::query("select set_config('app.unit', 'xzspj', false), set_config('app.role_admin', $1, false)")
            .bind(admin)
            .execute(&mut connection)
            .await
            .unwrap();
        let update =
            sqlx::query("update approval.item set version = version + 1").execute(&mut connection).await;
        assert_eq!(update.unwrap().rows_affected(), written, "admin: {admin:?}");
        let insert = sqlx::query(
            "insert into approval.responsibility_map (version, effective_from, legal_basis, published_at)
            values (2, '2026-11-01', 'x', now())",
        );
        assert_eq!(insert.execute(&mut connection).await.is_ok(), written > 0, "admin: {admin:?}");
        let change = sqlx::query("update approval.responsibility_map set legal_basis = 'y'");
        assert!(change.execute(&mut connection).await.is_err(), "a published version never changes");
    }
}
