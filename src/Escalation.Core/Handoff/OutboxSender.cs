namespace Escalation.Handoff;

/// <summary>Hands one package to the channel within its time, and turns whatever happens into an answer.</summary>
internal sealed class OutboxSender(IHandoffChannel channel, OutboxOptions options)
{
    /// <returns>Null when the channel has the package, else a code for what failed, and whether sending again can help.</returns>
    internal async Task<(string? Failure, bool CanRetry)> Send(byte[] packageJson)
    {
        ContextPackage package;
        try
        {
            package = ContextPackageJson.Parse(packageJson);
        }
        catch (FormatException)
        {
            return ("unreadable", false);
        }

        HandoffFailure? failure = await ChannelCall.TrySendAsync(channel, package, options.AttemptTimeout, options.Time, CancellationToken.None).ConfigureAwait(false);
        return failure is { } what ? (ChannelCall.CodeOf(what), what != HandoffFailure.Conflict) : (null, false);
    }
}
