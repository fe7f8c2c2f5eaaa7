using Escalation.Auditing;

namespace Escalation.Core.Tests.Auditing;

public class AuditCheckpointTests
{
    [Fact]
    public void A_checkpoint_comes_back_from_its_text()
    {
        var checkpoint = new AuditCheckpoint(long.MaxValue, AuditHash.OfText("x"));

        Assert.Equal(checkpoint, AuditCheckpoint.Parse(checkpoint.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData(":")]
    [InlineData("5:abc")]
    [InlineData("-1:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("1,5:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(" 5:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("5:000000000000000000000000000000000000000000000000000000000000000A")]
    public void Anything_else_is_refused(string text) => Assert.Throws<FormatException>(() => AuditCheckpoint.Parse(text));

    [Fact]
    public void Impossible_checkpoints_cannot_be_made()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AuditCheckpoint(-1, AuditHash.Genesis));
        Assert.Throws<ArgumentException>(() => new AuditCheckpoint(1, "abc"));
    }
}
