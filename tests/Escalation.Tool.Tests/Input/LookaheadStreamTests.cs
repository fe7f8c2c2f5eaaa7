using Escalation.Tool.Input;

namespace Escalation.Tool.Tests.Input;

public class LookaheadStreamTests
{
    [Fact]
    public void Looking_ahead_consumes_nothing()
    {
        using var stream = new LookaheadStream(new MemoryStream([1, 2, 3, 4, 5]));
        Assert.Equal([1, 2], stream.Peek(2).ToArray());
        Assert.Equal([1, 2, 3, 4], stream.Peek(4).ToArray());
        Assert.Equal([1], stream.Peek(1).ToArray());
        var copy = new MemoryStream();
        stream.CopyTo(copy, 3);
        Assert.Equal([1, 2, 3, 4, 5], copy.ToArray());
    }

    [Fact]
    public void A_short_stream_gives_what_it_has()
    {
        using var stream = new LookaheadStream(new MemoryStream([7]));
        Assert.Equal([7], stream.Peek(10).ToArray());
        Assert.Equal(7, stream.ReadByte());
        Assert.Equal(-1, stream.ReadByte());
    }
}
