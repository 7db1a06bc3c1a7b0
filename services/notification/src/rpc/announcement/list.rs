//! What the joint meeting announced (联席会议通知) to the caller's unit, newest first; to every unit for the office (督办).

use ids::Uuid;
use jiff::Timestamp;
use proto::notification::v1::{self as pb, ListAnnouncementsRequest, ListAnnouncementsResponse};
use shell::{Error, Page, Read, View, parse_words, timestamp_to_proto};

use crate::{
    App,
    model::Announcement,
    rpc::{codes::parse_units, visible_unit::visible_unit},
    store::announcement::{Filter, list},
};

impl Read<App> for ListAnnouncementsRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let page = Page::<(Timestamp, Uuid)>::of(&self)?;
        let filter = Filter {
            unit: visible_unit(view.caller),
            units: &parse_units("units", self.units)?,
            kinds: &parse_words("kinds", &self.kinds)?,
            after: page.after,
            limit: page.limit(),
        };
        let rows = list(view.tx, &filter).await?;
        let (rows, next_page_token) = page.cut(rows, |row| (row.at, row.id.0));
        let announcements = rows.iter().map(announcement).collect();
        Ok(ListAnnouncementsResponse { announcements, next_page_token })
    }
}

fn announcement(announcement: &Announcement) -> pb::Announcement {
    pb::Announcement {
        id: announcement.id.to_string(),
        kind: announcement.kind.into(),
        units: announcement.units.iter().map(ToString::to_string).collect(),
        subject_id: announcement.subject.to_string(),
        text: announcement.text.clone(),
        announce_time: Some(timestamp_to_proto(announcement.at)),
    }
}

#[cfg(test)]
mod tests {
    use ids::AnnouncementId;
    use proto::{meeting::v1::MeetingAnnounced, words::meeting::AnnouncementKind as Kind};
    use shell::{Caller, Role};

    use super::*;
    use crate::tests::ledger::{Ledger, instant};

    fn caller(unit: &str, role: Role) -> Caller {
        let key = "00".to_owned();
        let system = "test".to_owned();
        Caller { unit: unit.parse().unwrap(), key, system, official: None, roles: vec![role] }
    }

    /// Announces to these units at this hour of the 8th.
    async fn announce(ledger: &Ledger, kind: Kind, units: &[&str], hour: i32) -> String {
        let event = MeetingAnnounced {
            announcement_id: AnnouncementId::generate().to_string(),
            kind: kind.into(),
            units: units.iter().map(|unit| (*unit).to_owned()).collect(),
            subject_id: AnnouncementId::generate().to_string(),
            text: format!("{hour}时"),
            announce_time: Some(timestamp_to_proto(instant(&format!("2026-10-08T{hour:02}:00:00+08:00")))),
        };
        ledger.take("meeting", event.clone()).await;
        event.announcement_id
    }

    async fn listed(
        ledger: &Ledger,
        caller: &Caller,
        asked: &ListAnnouncementsRequest,
    ) -> (Vec<(String, Vec<String>)>, String) {
        let answer = ledger.read(caller, asked.clone()).await;
        let shown = answer.announcements.into_iter().map(|one| (one.id, one.units)).collect();
        (shown, answer.next_page_token)
    }

    #[tokio::test]
    async fn a_unit_lists_what_it_was_told_and_the_office_everything() {
        let ledger = Ledger::new().await;
        let both = announce(&ledger, Kind::Invitation, &["zjj", "scjgj"], 9).await;
        let own = announce(&ledger, Kind::Material, &["scjgj"], 11).await;
        let other = announce(&ledger, Kind::Invitation, &["zjj"], 10).await;
        let text = |units: &[&str]| units.iter().map(|unit| (*unit).to_owned()).collect::<Vec<_>>();
        let unit = caller("scjgj", Role::Claimant);
        let office = caller("xzspj", Role::Overseer);
        let all = ListAnnouncementsRequest::default();
        let of_unit = [(own.clone(), text(&["scjgj"])), (both.clone(), text(&["scjgj"]))];
        assert_eq!(listed(&ledger, &unit, &all).await.0, of_unit);
        let of_all = [of_unit[0].clone(), (other, text(&["zjj"])), (both.clone(), text(&["scjgj", "zjj"]))];
        assert_eq!(listed(&ledger, &office, &all).await.0, of_all);
        assert_eq!(listed(&ledger, &caller("slj", Role::Leader), &all).await.0, []);

        let invitations = ListAnnouncementsRequest { kinds: vec![Kind::Invitation.into()], ..all.clone() };
        assert_eq!(listed(&ledger, &unit, &invitations).await.0, of_unit[1..]);
        let to_zjj = ListAnnouncementsRequest { units: vec!["zjj".to_owned()], ..all.clone() };
        assert_eq!(listed(&ledger, &office, &to_zjj).await.0, of_all[1..]);
        assert_eq!(listed(&ledger, &unit, &to_zjj).await.0, [], "whom else it was told is not theirs");

        let first = ListAnnouncementsRequest { page_size: 1, ..all };
        let (page, token) = listed(&ledger, &unit, &first).await;
        assert_eq!(page, of_unit[..1]);
        let second = ListAnnouncementsRequest { page_token: token, ..first };
        assert_eq!(listed(&ledger, &unit, &second).await, (of_unit[1..].to_vec(), String::new()));
    }

    /// The second wall: the same without the unit in the statement.
    #[tokio::test]
    async fn without_the_predicate_a_unit_still_sees_its_own_announcements_only() {
        let ledger = Ledger::new().await;
        let own = announce(&ledger, Kind::Bulletin, &["scjgj", "zjj"], 9).await;
        announce(&ledger, Kind::Bulletin, &["zjj"], 10).await;
        let mut tx = ledger.as_unit("scjgj").await;
        let filter = Filter { unit: None, units: &[], kinds: &[], after: None, limit: 10 };
        let seen = list(&mut tx, &filter).await.unwrap();
        let seen: Vec<_> = seen.iter().map(|one| (one.id.to_string(), one.units.len())).collect();
        assert_eq!(seen, [(own, 1)]);
    }
}
