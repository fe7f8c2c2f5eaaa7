using System.Collections.Concurrent;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Escalation.Mutants.Hosting;

/// <summary>Collects the test cases that the framework finds.</summary>
internal sealed class DiscoverySink : IMessageSink, IDisposable
{
    private readonly ManualResetEventSlim _complete = new();

    internal ConcurrentQueue<IXunitTestCase> Cases { get; } = new();

    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestCaseDiscoveryMessage { TestCase: IXunitTestCase test }:
                Cases.Enqueue(test);
                break;
            case IDiscoveryCompleteMessage:
                _complete.Set();
                break;
        }

        return true;
    }

    public void Dispose() => _complete.Dispose();

    internal void Wait() => _complete.Wait();
}
