using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Escalation.Core.Tests.DependencyInjection;

internal sealed class RecordingLoggerFactory : ILoggerFactory
{
    internal ConcurrentQueue<(string Category, LogLevel Level, EventId Event, string Message, Exception? Fault)> Entries { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Recorder(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class Recorder(RecordingLoggerFactory owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner.Entries.Enqueue((category, logLevel, eventId, formatter(state, exception), exception));
    }
}
