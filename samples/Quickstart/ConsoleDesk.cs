using Escalation.Handoff;

namespace Quickstart;

/// <summary>The people who take over: a reader of the channel that keeps every package it is handed. A ticket system or chat would stand here.</summary>
internal sealed class ConsoleDesk(InProcessHandoffChannel channel)
{
    private readonly List<ContextPackage> _taken = [];

    /// <summary>The packages in the order of their turns. The channel hands out urgent ones first, so the order of arrival depends on timing.</summary>
    public IReadOnlyList<ContextPackage> Taken => [.. _taken.OrderBy(package => package.TurnId, StringComparer.Ordinal)];

    /// <summary>Takes packages until the channel is complete and empty.</summary>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        await foreach (ContextPackage package in channel.ReceiveAllAsync(cancellationToken))
        {
            _taken.Add(package);
        }
    }
}
