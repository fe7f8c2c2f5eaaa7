using Escalation.Decisions;
using Microsoft.Extensions.Logging;

namespace Escalation.DependencyInjection;

internal static partial class PolicyLog
{
    internal const string Category = "Escalation.Policies";

    [LoggerMessage(EventId = 1, EventName = "PolicyBuilt", Level = LogLevel.Information, Message = "Escalation policy '{Policy}' built with {Triggers} triggers: {Guarantee}")]
    internal static partial void Built(ILogger logger, string policy, int triggers, Guarantee guarantee);

    [LoggerMessage(EventId = 2, EventName = "PolicyReloaded", Level = LogLevel.Information, Message = "Escalation policy '{Policy}' reloaded with {Triggers} triggers: {Guarantee}")]
    internal static partial void Reloaded(ILogger logger, string policy, int triggers, Guarantee guarantee);

    [LoggerMessage(EventId = 3, EventName = "PolicyReloadFailed", Level = LogLevel.Error, Message = "Reload {Failures} of escalation policy '{Policy}' failed; the last good policy stays in force")]
    internal static partial void ReloadFailed(ILogger logger, Exception fault, string policy, long failures);
}
