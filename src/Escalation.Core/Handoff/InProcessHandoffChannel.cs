using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Hands packages to readers in the same process: bounded, most urgent first, within a priority in the order of arrival. Never drops.</summary>
/// <remarks>
/// One bounded channel for each priority. When it is full, sending waits until there is room or the caller gives up, and then reports the package as not
/// accepted. Packages live in memory: what nobody has read is lost with the process, though the audit log still names it. Safe for any number of senders and readers.
/// </remarks>
public sealed class InProcessHandoffChannel : IHandoffChannel, IDisposable
{
    private const int Levels = Priority.Urgent - Priority.Low + 1;

    private readonly Channel<ContextPackage>[] _levels = new Channel<ContextPackage>[Levels];
    private readonly SemaphoreSlim _available = new(0);
    private readonly RecentIds<SentPackage> _sent;
    private readonly TimeProvider _time;
    private volatile bool _completed;

    /// <summary>Creates a channel.</summary>
    /// <param name="options">How it behaves; the defaults when null.</param>
    public InProcessHandoffChannel(InProcessHandoffOptions? options = null)
    {
        InProcessHandoffOptions chosen = options ?? new InProcessHandoffOptions();
        _time = chosen.Time;
        _sent = new RecentIds<SentPackage>(chosen.RememberedIds, static sent => sent.Receipt.Task.IsCompleted);
        for (int i = 0; i < Levels; i++)
        {
            _levels[i] = Channel.CreateBounded<ContextPackage>(new BoundedChannelOptions(chosen.CapacityPerPriority) { FullMode = BoundedChannelFullMode.Wait });
        }
    }

    /// <summary>How many packages wait for a reader.</summary>
    public int Waiting => _levels.Sum(level => level.Reader.Count);

    /// <inheritdoc/>
    public async ValueTask<HandoffReceipt> SendAsync(ContextPackage package, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(package);
        var own = new SentPackage(ContextPackageJson.ContentSha256(package));
        while (!_sent.TryAdd(package.EscalationId, own, out SentPackage known))
        {
            if (!string.Equals(known.ContentSha256, own.ContentSha256, StringComparison.Ordinal))
            {
                throw IdempotencyConflictException.For(package.EscalationId);
            }

            if (await WaitForOther(known, package, cancellationToken).ConfigureAwait(false) is { } receipt)
            {
                return receipt;
            }
        }

        return await Enqueue(package, own, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the most urgent package, waiting for one if need be. Each package goes to one reader.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The package, or null when the channel is complete and empty.</returns>
    /// <exception cref="OperationCanceledException">Thrown when the caller gives up.</exception>
    public async ValueTask<ContextPackage?> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        await _available.WaitAsync(cancellationToken).ConfigureAwait(false);
        return Next();
    }

    /// <summary>Takes the most urgent package, if there is one.</summary>
    /// <param name="package">The package.</param>
    public bool TryReceive([NotNullWhen(true)] out ContextPackage? package)
    {
        package = _available.Wait(0) ? Next() : null;
        return package is not null;
    }

    /// <summary>Takes packages, the most urgent first, until the channel is complete and empty.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<ContextPackage> ReceiveAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReceiveAsync(cancellationToken).ConfigureAwait(false) is { } package)
        {
            yield return package;
        }
    }

    /// <summary>Takes no more packages: senders, waiting ones included, get theirs back; readers empty what is there. Doing so twice changes nothing.</summary>
    public void Complete()
    {
        foreach (Channel<ContextPackage> level in _levels)
        {
            level.Writer.TryComplete();
        }

        _completed = true;
        _available.Release();
    }

    /// <summary>Completes the channel; readers can still empty it.</summary>
    public void Dispose() => Complete();

    private async ValueTask<HandoffReceipt> Enqueue(ContextPackage package, SentPackage own, CancellationToken cancellationToken)
    {
        try
        {
            await LevelOf(package).Writer.WriteAsync(package, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            _sent.Remove(package.EscalationId, own);
            own.Receipt.TrySetResult(null);
            throw fault switch
            {
                OperationCanceledException => Full(package, fault),
                ChannelClosedException => new HandoffException(HandoffFailure.Closed, package, "The channel takes no more packages.", fault),
                _ => new HandoffException(HandoffFailure.Unknown, package, "The channel failed.", fault),
            };
        }

        var receipt = new HandoffReceipt(package.EscalationId, package.Route.Queue, _time.GetUtcNow().ToUniversalTime());
        own.Receipt.TrySetResult(receipt);
        _available.Release();
        return receipt;
    }

    /// <summary>The same package is being sent by somebody else.</summary>
    /// <returns>The receipt, or null when the other one gave up.</returns>
    private static async ValueTask<HandoffReceipt?> WaitForOther(SentPackage known, ContextPackage package, CancellationToken cancellationToken)
    {
        try
        {
            return await known.Receipt.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException fault)
        {
            throw Full(package, fault);
        }
    }

    private static HandoffException Full(ContextPackage package, Exception fault) =>
        new(HandoffFailure.Full, package, "The channel had no room until the caller gave up.", fault);

    private Channel<ContextPackage> LevelOf(ContextPackage package) =>
        _levels[Math.Clamp(package.Route.Priority - Priority.Low, 0, Levels - 1)];

    private ContextPackage? Next()
    {
        for (int i = Levels - 1; i >= 0; i--)
        {
            if (_levels[i].Reader.TryRead(out ContextPackage? package))
            {
                return package;
            }
        }

        if (_completed)
        {
            // The permit of completion wakes one reader after the other.
            _available.Release();
        }

        return null;
    }

    private sealed record SentPackage(string ContentSha256)
    {
        internal TaskCompletionSource<HandoffReceipt?> Receipt { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
