namespace Escalation.Runtime;

/// <summary>A turn under way or done, remembered to recognise its repetition.</summary>
/// <param name="Fingerprint">The SHA-256 of its content.</param>
internal sealed record HandledTurn(string Fingerprint)
{
    private readonly TaskCompletionSource<HandleResult?> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether something was released, so that doing it again could do it twice.</summary>
    internal bool IsReleased { get; set; }

    /// <summary>What came of it; null when it was given up before anything was released.</summary>
    internal Task<HandleResult?> Result => _result.Task;

    /// <summary>Packages are large, so a repetition does without.</summary>
    internal void Complete(HandleResult result) => _result.TrySetResult(result with { IsRepetition = true, Package = null, HandoffFault = null });

    internal void GiveUp() => _result.TrySetResult(null);

    internal void Fail(Exception fault)
    {
        _result.TrySetException(fault);

        // Nobody may ever ask again, and an exception that nobody reads would surface as an unobserved one.
        _ = _result.Task.Exception;
    }
}
