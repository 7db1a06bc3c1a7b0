//! Which services are called, and as whom: options, environment, or a context folder.

use std::{fs, path::PathBuf};

use clap::{Args, ValueEnum};
use client::{Calls, Connection};
use ids::{OfficialId, UnitCode};
use serde::Deserialize;

use crate::failure::Failure;

/// Options win over the environment, which wins over the context folder.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "连接 Connection")]
pub(crate) struct Target {
    /// 证书目录（certs dev 生成），可含 endpoints.toml / folder made by `certs dev`
    ///
    /// 其中 endpoints.toml（可无）写明 approval、supervision、notification、meeting = "https://…"。
    /// Its endpoints.toml, if any, names the addresses of the services.
    #[arg(long, global = true, env = "SHENGUAN_CONTEXT", value_name = "DIR")]
    pub(crate) context: Option<PathBuf>,
    /// 以证书目录中哪个单位的证书调用 / unit of the context whose certificate is used
    #[arg(long, global = true, env = "SHENGUAN_UNIT", value_name = "CODE")]
    pub(crate) unit: Option<UnitCode>,
    /// 经办人 / acting official
    #[arg(long, global = true, env = "SHENGUAN_OFFICIAL", value_name = "ID")]
    pub(crate) official: Option<OfficialId>,
    /// 审批服务地址 / approval service [default: https://localhost:7101]
    #[arg(long, global = true, env = "SHENGUAN_APPROVAL", value_name = "URL")]
    pub(crate) approval: Option<String>,
    /// 监管服务地址 / supervision service [default: https://localhost:7201]
    #[arg(long, global = true, env = "SHENGUAN_SUPERVISION", value_name = "URL")]
    pub(crate) supervision: Option<String>,
    /// 提醒服务地址 / notification service [default: https://localhost:7301]
    #[arg(long, global = true, env = "SHENGUAN_NOTIFICATION", value_name = "URL")]
    pub(crate) notification: Option<String>,
    /// 联席会议服务地址 / meeting service [default: https://localhost:7401]
    #[arg(long, global = true, env = "SHENGUAN_MEETING", value_name = "URL")]
    pub(crate) meeting: Option<String>,
    /// 信任的 CA 证书（PEM） / CA to trust
    #[arg(long, global = true, env = "SHENGUAN_CA", value_name = "FILE")]
    pub(crate) ca: Option<PathBuf>,
    /// 本系统证书（PEM） / client certificate
    #[arg(long, global = true, env = "SHENGUAN_CERT", value_name = "FILE")]
    pub(crate) cert: Option<PathBuf>,
    /// 证书私钥（PEM） / its private key
    #[arg(long, global = true, env = "SHENGUAN_KEY", value_name = "FILE")]
    pub(crate) key: Option<PathBuf>,
    /// 服务证书上的名称 / name on the service's certificate
    #[arg(
        long,
        global = true,
        env = "SHENGUAN_SERVER_NAME",
        value_name = "NAME",
        default_value = "localhost"
    )]
    pub(crate) server_name: String,
}

/// A service that can be called.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Service {
    /// 审批
    Approval,
    /// 监管
    Supervision,
    /// 提醒
    Notification,
    /// 联席会议
    Meeting,
}

/// The optional file `endpoints.toml` of a context folder.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Endpoints {
    approval: Option<String>,
    supervision: Option<String>,
    notification: Option<String>,
    meeting: Option<String>,
}

impl Service {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::Supervision => "supervision",
            Self::Notification => "notification",
            Self::Meeting => "meeting",
        }
    }

    /// The address on a development machine, where none is given.
    fn usual_url(self) -> &'static str {
        match self {
            Self::Approval => "https://localhost:7101",
            Self::Supervision => "https://localhost:7201",
            Self::Notification => "https://localhost:7301",
            Self::Meeting => "https://localhost:7401",
        }
    }
}

impl Target {
    /// A channel to a service.
    pub(crate) fn calls(&self, service: Service) -> Result<Calls, Failure> {
        let url = self.url(service)?;
        self.connection()?.channel(&url).map_err(|cause| Failure::local("证书或地址不能使用", &cause))
    }

    /// Why a call to a service did not get through, where a certificate was the cause.
    pub(crate) async fn refused_certificate(&self, service: Service) -> Option<String> {
        let connection = self.connection().ok()?;
        let url = self.url(service).ok()?;
        client::refused_certificate(&connection, &url).await
    }

    /// The three PEM files: CA, certificate, key.
    pub(crate) fn files(&self) -> Result<[PathBuf; 3], Failure> {
        let of_unit = |extension: &str| {
            let folder = self.context.as_ref()?;
            let unit = self.unit.as_ref()?;
            Some(folder.join("units").join(format!("{unit}.{extension}")))
        };
        let ca = self.ca.clone().or_else(|| Some(self.context.as_ref()?.join("ca.pem")));
        let certificate = self.cert.clone().or_else(|| of_unit("pem"));
        let key = self.key.clone().or_else(|| of_unit("key"));
        match (ca, certificate, key) {
            (Some(ca), Some(certificate), Some(key)) => Ok([ca, certificate, key]),
            _ => Err(Failure::usage(
                "没有证书：请给出 --context 目录和 --unit 单位，或 --ca、--cert、--key",
                "no certificate: give --context and --unit, or --ca, --cert and --key",
            )),
        }
    }

    /// The address of a service, https only.
    pub(crate) fn url(&self, service: Service) -> Result<String, Failure> {
        let url = self.given_url(service)?.unwrap_or_else(|| service.usual_url().to_owned());
        if url.starts_with("https://") {
            return Ok(url);
        }
        Err(Failure::usage(
            format!("服务地址须以 https:// 开头：{url}"),
            format!("the address of a service starts with https://: {url}"),
        ))
    }

    /// Whether an address of a service is given: a county may do without some services.
    pub(crate) fn has_url(&self, service: Service) -> Result<bool, Failure> {
        Ok(self.given_url(service)?.is_some())
    }

    /// The address of a service in the options or the environment, else in the context folder.
    fn given_url(&self, service: Service) -> Result<Option<String>, Failure> {
        let endpoints = self.endpoints()?;
        let (option, of_context) = match service {
            Service::Approval => (&self.approval, endpoints.approval),
            Service::Supervision => (&self.supervision, endpoints.supervision),
            Service::Notification => (&self.notification, endpoints.notification),
            Service::Meeting => (&self.meeting, endpoints.meeting),
        };
        Ok(option.clone().or(of_context))
    }

    fn connection(&self) -> Result<Connection, Failure> {
        let [ca, certificate, key] = self.files()?;
        let connection = Connection::read(&ca, &certificate, &key)
            .map_err(|cause| Failure::local("证书文件不能读取", &cause))?;
        Ok(Connection {
            official: self.official.clone(),
            server_name: self.server_name.clone(),
            ..connection
        })
    }

    fn endpoints(&self) -> Result<Endpoints, Failure> {
        let Some(file) = self.context.as_ref().map(|folder| folder.join("endpoints.toml")) else {
            return Ok(Endpoints::default());
        };
        if !file.exists() {
            return Ok(Endpoints::default());
        }
        let unreadable =
            |cause: anyhow::Error| Failure::local(format!("{} 不能读取", file.display()), &cause);
        let text = fs::read_to_string(&file).map_err(|cause| unreadable(cause.into()))?;
        toml::from_str(&text).map_err(|cause| unreadable(cause.into()))
    }
}
