namespace Escalation.Learning.Wide;

/// <summary>What a linear model's predictions are judged by.</summary>
public enum WideObjective
{
    /// <summary>The log loss of the probability <c>1 / (1 + exp(-z))</c>, in nats.</summary>
    Logistic = 0,

    /// <summary>Half the squared error of z.</summary>
    SquaredError,
}
