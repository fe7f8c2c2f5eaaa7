using Escalation.Calibration;

namespace Escalation.Core.Tests.Calibration;

public sealed class UtcTextTests
{
    [Theory]
    [InlineData("2026-07-01T00:00:00Z", 0)]
    [InlineData("2026-07-01T00:00:00.5Z", 5_000_000)]
    [InlineData("2026-07-01T00:00:00.0000001Z", 1)]
    public void A_time_has_one_text_and_the_text_that_time(string text, long ticks)
    {
        DateTimeOffset time = new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(ticks);
        Assert.Equal(text, UtcText.Format(time));
        Assert.Equal(text, UtcText.Format(time.ToOffset(TimeSpan.FromHours(-5))));
        Assert.Equal(time, UtcText.Parse(text));
        Assert.Equal(TimeSpan.Zero, UtcText.Parse(text)!.Value.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-07-01")]
    [InlineData("2026-07-01T00:00:00")]
    [InlineData("2026-07-01 00:00:00Z")]
    [InlineData("2026-07-01T00:00:00z")]
    [InlineData("2026-07-01T00:00:00.Z")]
    [InlineData("2026-07-01T00:00:00.50Z")]
    [InlineData("2026-07-01T00:00:00+00:00")]
    [InlineData("2026-7-1T00:00:00Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData(" 2026-07-01T00:00:00Z")]
    [InlineData("2026-07-01T24:00:00Z")]
    public void Any_other_text_is_no_time(string text) => Assert.Null(UtcText.Parse(text));
}
