namespace Escalation.Experiments;

/// <summary>Bad usage or bad input: the run ends with exit code 2 and this message as its one line on standard error.</summary>
internal sealed class ExperimentException : Exception
{
    internal ExperimentException(string message)
        : base(message)
    {
    }

    internal ExperimentException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
