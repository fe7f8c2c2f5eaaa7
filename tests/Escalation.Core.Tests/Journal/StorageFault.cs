namespace Escalation.Core.Tests.Journal;

/// <summary>A failing operation.</summary>
/// <param name="Kept">The share of a write that reaches the storage all the same.</param>
internal sealed record StorageFault(double Kept)
{
    public void Throw() => throw new IOException("No space left on device");
}
