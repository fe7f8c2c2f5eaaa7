using Escalation.Decisions;
using Escalation.Triggers.Loops;

namespace Escalation.Core.Tests.Triggers.Loops;

/// <summary>Gives answers in order, the last one again and again; faults come first and once.</summary>
internal sealed class StubLoopJudge(params double[] answers) : ILoopJudge
{
    internal int Asked { get; private set; }

    internal Exception? Throws { get; set; }

    internal Exception? ThrowsLater { get; set; }

    internal TaskCompletionSource? Waits { get; init; }

    public ValueTask<double> JudgeAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        if (Throws is { } fault)
        {
            Throws = null;
            throw fault;
        }

        return AnswerAsync();
    }

    private async ValueTask<double> AnswerAsync()
    {
        if (Waits is { } waits)
        {
            await waits.Task;
        }

        await Task.Yield();
        if (ThrowsLater is { } fault)
        {
            ThrowsLater = null;
            throw fault;
        }

        return answers[Math.Min(Asked++, answers.Length - 1)];
    }
}
