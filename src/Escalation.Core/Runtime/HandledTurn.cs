namespace Escalation.Runtime;

/// <summary>A turn under way or done, remembered to recognise its repetition.</summary>
/// <param name="Fingerprint">The SHA-256 of its content.</param>
internal sealed record HandledTurn(string Fingerprint)
{
    private static readonly AsyncLocal<HandledTurn?> Current = new();

    private readonly TaskCompletionSource<HandleResult?> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HandledTurn? _outer;

    /// <summary>Whether something was released, so that doing it again could do it twice.</summary>
    internal bool IsReleased { get; set; }

    /// <summary>What came of it; null when it was given up before anything was released.</summary>
    internal Task<HandleResult?> Result => _result.Task;

    /// <summary>Whether the asking flow is itself part of handling this turn: waiting for the result would then never end.</summary>
    internal bool WaitsForItself
    {
        get
        {
            HandledTurn? turn = Result.IsCompleted ? null : Current.Value;
            while (turn is not null && !ReferenceEquals(turn, this))
            {
                turn = turn._outer;
            }

            return turn is not null;
        }
    }

    /// <summary>Marks what follows in this flow as part of handling the turn. The mark is undone by the runtime when the asynchronous method that called this returns.</summary>
    internal void Enter()
    {
        _outer = Current.Value;
        Current.Value = this;
    }

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
