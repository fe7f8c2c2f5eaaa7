namespace Escalation.Tool.Input;

/// <summary>One stream after another.</summary>
internal sealed class ChainedStream(Stream first, Stream second) : ReadOnlyStream
{
    private bool _inSecond;

    public override int Read(Span<byte> buffer)
    {
        if (!_inSecond)
        {
            int read = first.Read(buffer);
            if (read > 0 || buffer.IsEmpty)
            {
                return read;
            }

            _inSecond = true;
        }

        return second.Read(buffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            first.Dispose();
            second.Dispose();
        }

        base.Dispose(disposing);
    }
}
