using Xunit.Abstractions;

namespace Escalation.Mutants.Hosting;

/// <summary>Hears everything and says nothing.</summary>
internal sealed class SilentSink : IMessageSink
{
    public bool OnMessage(IMessageSinkMessage message) => true;
}
