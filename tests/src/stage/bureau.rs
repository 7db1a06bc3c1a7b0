//! A bureau's system, as a client of the services.

use std::path::Path;

use anyhow::Context;
use client::{Calls, Connection};
use proto::{
    approval::v1::{
        calendar_service_client::CalendarServiceClient, catalogue_service_client::CatalogueServiceClient,
        decision_service_client::DecisionServiceClient, directory_service_client::DirectoryServiceClient,
    },
    exchange::v1::{
        Delivery, DeliveryState, ListDeliveriesRequest, delivery_service_client::DeliveryServiceClient,
        push_service_client::PushServiceClient,
    },
    mailbox::v1::mailbox_service_client::MailboxServiceClient,
    meeting::v1::{
        meeting_service_client::MeetingServiceClient, minutes_service_client::MinutesServiceClient,
        resolution_service_client::ResolutionServiceClient, roster_service_client::RosterServiceClient,
        topic_service_client::TopicServiceClient,
    },
    notification::v1::{
        duty_service_client::DutyServiceClient, notice_service_client::NoticeServiceClient,
        reminder_service_client::ReminderServiceClient,
        subscription_service_client::SubscriptionServiceClient,
        supervision_letter_service_client::SupervisionLetterServiceClient,
    },
    supervision::v1::subject_service_client::SubjectServiceClient,
};

/// Calls of one unit, as one official where one is named.
#[derive(Clone, Debug)]
pub struct Bureau {
    approval: Calls,
    supervision: Calls,
    notification: Option<Calls>,
    meeting: Option<Calls>,
}

/// Where the services are.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// The approval service.
    pub approval: String,
    /// The supervision service.
    pub supervision: String,
    /// The notification service, where it is installed.
    pub notification: Option<String>,
    /// The meeting service, where it is installed.
    pub meeting: Option<String>,
}

impl Bureau {
    pub(super) fn of(
        certificates: &Path,
        unit: &str,
        official: Option<&str>,
        addresses: &Addresses,
    ) -> anyhow::Result<Self> {
        let mut connection = Connection::of_unit(certificates, &unit.parse()?)?;
        if let Some(official) = official {
            connection = connection.acting_as(official.parse()?);
        }
        Self::through(&connection, addresses)
    }

    /// Calls over a connection of choice.
    pub fn through(connection: &Connection, addresses: &Addresses) -> anyhow::Result<Self> {
        let notification = addresses.notification.as_ref().map(|url| connection.channel(url));
        let meeting = addresses.meeting.as_ref().map(|url| connection.channel(url));
        Ok(Self {
            approval: connection.channel(&addresses.approval)?,
            supervision: connection.channel(&addresses.supervision)?,
            notification: notification.transpose()?,
            meeting: meeting.transpose()?,
        })
    }

    /// The approval service.
    pub fn approval(&self) -> Calls {
        self.approval.clone()
    }

    /// The supervision service.
    pub fn supervision(&self) -> Calls {
        self.supervision.clone()
    }

    /// The notification service; an error where it is not installed.
    pub fn notification(&self) -> anyhow::Result<Calls> {
        self.notification.clone().context("this stage has no notification service")
    }

    /// The meeting service; an error where it is not installed.
    pub fn meeting(&self) -> anyhow::Result<Calls> {
        self.meeting.clone().context("this stage has no meeting service")
    }

    /// The roster of the joint meeting.
    pub fn roster(&self) -> anyhow::Result<RosterServiceClient<Calls>> {
        Ok(RosterServiceClient::new(self.meeting()?))
    }

    /// Topics of the joint meeting.
    pub fn topics(&self) -> anyhow::Result<TopicServiceClient<Calls>> {
        Ok(TopicServiceClient::new(self.meeting()?))
    }

    /// Meetings of the joint meeting.
    pub fn meetings(&self) -> anyhow::Result<MeetingServiceClient<Calls>> {
        Ok(MeetingServiceClient::new(self.meeting()?))
    }

    /// Minutes of meetings.
    pub fn minutes(&self) -> anyhow::Result<MinutesServiceClient<Calls>> {
        Ok(MinutesServiceClient::new(self.meeting()?))
    }

    /// Resolutions of the joint meeting.
    pub fn resolutions(&self) -> anyhow::Result<ResolutionServiceClient<Calls>> {
        Ok(ResolutionServiceClient::new(self.meeting()?))
    }

    /// The duty ledger.
    pub fn duties(&self) -> anyhow::Result<DutyServiceClient<Calls>> {
        Ok(DutyServiceClient::new(self.notification()?))
    }

    /// Reminder plans.
    pub fn reminders(&self) -> anyhow::Result<ReminderServiceClient<Calls>> {
        Ok(ReminderServiceClient::new(self.notification()?))
    }

    /// What was told to whom.
    pub fn notices(&self) -> anyhow::Result<NoticeServiceClient<Calls>> {
        Ok(NoticeServiceClient::new(self.notification()?))
    }

    /// Where notices go besides the inbox.
    pub fn subscriptions(&self) -> anyhow::Result<SubscriptionServiceClient<Calls>> {
        Ok(SubscriptionServiceClient::new(self.notification()?))
    }

    /// Supervision letters.
    pub fn letters(&self) -> anyhow::Result<SupervisionLetterServiceClient<Calls>> {
        Ok(SupervisionLetterServiceClient::new(self.notification()?))
    }

    /// Decisions.
    pub fn decisions(&self) -> DecisionServiceClient<Calls> {
        DecisionServiceClient::new(self.approval())
    }

    /// The catalogue.
    pub fn catalogue(&self) -> CatalogueServiceClient<Calls> {
        CatalogueServiceClient::new(self.approval())
    }

    /// The directory.
    pub fn directory(&self) -> DirectoryServiceClient<Calls> {
        DirectoryServiceClient::new(self.approval())
    }

    /// The calendar.
    pub fn calendar(&self) -> CalendarServiceClient<Calls> {
        CalendarServiceClient::new(self.approval())
    }

    /// Pushes that the unit sent.
    pub fn pushes(&self) -> PushServiceClient<Calls> {
        PushServiceClient::new(self.approval())
    }

    /// Deliveries to the unit.
    pub fn deliveries(&self) -> DeliveryServiceClient<Calls> {
        DeliveryServiceClient::new(self.supervision())
    }

    /// The unit's register.
    pub fn subjects(&self) -> SubjectServiceClient<Calls> {
        SubjectServiceClient::new(self.supervision())
    }

    /// The mailbox of approval.
    pub fn approval_mailbox(&self) -> MailboxServiceClient<Calls> {
        MailboxServiceClient::new(self.approval())
    }

    /// The mailbox of supervision.
    pub fn supervision_mailbox(&self) -> MailboxServiceClient<Calls> {
        MailboxServiceClient::new(self.supervision())
    }

    /// Every delivery to the unit in one of these states.
    pub async fn all_deliveries(&self, states: &[DeliveryState]) -> anyhow::Result<Vec<Delivery>> {
        let mut all = Vec::new();
        let mut request = ListDeliveriesRequest {
            page_size: 500,
            states: states.iter().map(|state| i32::from(*state)).collect(),
            ..ListDeliveriesRequest::default()
        };
        loop {
            let page = self.deliveries().list_deliveries(request.clone()).await?.into_inner();
            all.extend(page.deliveries);
            if page.next_page_token.is_empty() {
                return Ok(all);
            }
            request.page_token = page.next_page_token;
        }
    }
}
