//! One spelling for each receiver: what it is sent is paced and limited for all subscriptions that lead to it.

use channels::{Phone, Secret};
use proto::notification::v1::{Target, target::To};
use url::Url;

/// The address in one spelling, whoever subscribes for it and however it is written. Kept as a keyed hash only.
pub(crate) fn canonical_address(target: &Target) -> String {
    match &target.to {
        Some(To::Webhook(webhook)) => format!("webhook {}", without_query(&webhook.url)),
        Some(To::Email(email)) => format!("email {}", email.address.trim().to_lowercase()),
        Some(To::Sms(sms)) => match Phone::parse(&Secret::new(&sms.phone)) {
            Ok(phone) => format!("sms {}", phone.national()),
            Err(_) => format!("sms {}", sms.phone),
        },
        Some(To::Robot(robot)) => format!("robot {} {}", robot.channel, robot.token),
        None => String::new(),
    }
}

fn without_query(text: &str) -> String {
    let Ok(mut url) = Url::parse(text) else { return text.to_owned() };
    url.set_query(None);
    url.set_fragment(None);
    url.into()
}

#[cfg(test)]
mod tests {
    use proto::notification::v1::{EmailTarget, SmsTarget, WebhookTarget};

    use super::*;

    #[test]
    fn another_spelling_is_the_same_receiver() {
        let webhook =
            |url: &str| To::Webhook(WebhookTarget { url: url.to_owned(), ..WebhookTarget::default() });
        let email = |address: &str| To::Email(EmailTarget { address: address.to_owned() });
        let sms = |phone: &str| To::Sms(SmsTarget { phone: phone.to_owned() });
        let known = |to: To| canonical_address(&Target { to: Some(to) });
        for (one, other) in [
            (webhook("https://oa.example.cn/hook"), webhook("https://OA.example.cn:443/hook?n=1#x")),
            (email("Office@Example.gov.cn"), email(" office@example.gov.cn")),
            (sms("19900000001"), sms("+86 199-0000-0001")),
        ] {
            assert_eq!(known(one), known(other));
        }
        assert_ne!(known(webhook("https://oa.example.cn/a")), known(webhook("https://oa.example.cn/b")));
        assert_ne!(known(sms("19900000001")), known(sms("19900000002")));
    }
}
