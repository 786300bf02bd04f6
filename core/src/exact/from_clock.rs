//! Instants from the clocks of the standard library and of `chrono`.

use std::time::{SystemTime, UNIX_EPOCH};

use super::instant::Instant;
use super::when::WhenError;

impl TryFrom<SystemTime> for Instant {
    type Error = WhenError;

    /// Fractions of a microsecond are cut off, towards the past.
    ///
    /// # Errors
    ///
    /// [`WhenError::OutOfRange`] outside the years 1900 to 2200 of UTC.
    ///
    /// # Example
    ///
    /// ```
    /// use leadgrade::Instant;
    /// let now = Instant::try_from(std::time::SystemTime::now())?;
    /// assert!(now.to_string().ends_with('Z'));
    /// # Ok::<(), leadgrade::exact::WhenError>(())
    /// ```
    fn try_from(time: SystemTime) -> Result<Instant, WhenError> {
        let nanos = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i128::try_from(after.as_nanos()),
            Err(before) => i128::try_from(before.duration().as_nanos()).map(|nanos| -nanos),
        };
        let micros = nanos.ok().map(|nanos| nanos.div_euclid(1_000));
        let micros = micros.and_then(|micros| i64::try_from(micros).ok());
        let instant = micros.and_then(Instant::from_micros);
        instant.ok_or(WhenError::OutOfRange)
    }
}

#[cfg(feature = "chrono")]
impl<Tz: chrono::TimeZone> TryFrom<chrono::DateTime<Tz>> for Instant {
    type Error = WhenError;

    /// Fractions of a microsecond are cut off, towards the past; a leap second is the first second of
    /// the next minute.
    ///
    /// # Errors
    ///
    /// [`WhenError::OutOfRange`] outside the years 1900 to 2200 of UTC.
    fn try_from(time: chrono::DateTime<Tz>) -> Result<Instant, WhenError> {
        Instant::from_micros(time.timestamp_micros()).ok_or(WhenError::OutOfRange)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn from_system_time() {
        let text = |time| Instant::try_from(time).map(|instant| instant.to_string());
        let nano = Duration::from_nanos(1);
        assert_eq!(text(UNIX_EPOCH).unwrap(), "1970-01-01T00:00:00Z");
        assert_eq!(text(UNIX_EPOCH + nano).unwrap(), "1970-01-01T00:00:00Z");
        assert_eq!(
            text(UNIX_EPOCH - nano).unwrap(),
            "1969-12-31T23:59:59.999999Z"
        );
        // 300 years of at least 365 days are after 2200 or before 1900.
        let far = Duration::from_secs(300 * 365 * 86_400);
        assert_eq!(text(UNIX_EPOCH + far), Err(WhenError::OutOfRange));
        assert_eq!(text(UNIX_EPOCH - far), Err(WhenError::OutOfRange));
    }
}
