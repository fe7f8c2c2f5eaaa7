namespace Escalation.Monitoring;

/// <summary>What ties the streams of several monitors together, and how their evidence is joined.</summary>
public enum MergeRule
{
    /// <summary>Whatever ties them: the largest evidence that any stream ever had, divided by the number of streams (union bound). Always valid, and no stronger than the best stream.</summary>
    AnyDependence = 0,

    /// <summary>
    /// The streams are independent of each other, for example because each item goes to one of them at random or in turn, and each has its own labels: their evidence multiplies, alternative by alternative.
    /// Not for streams that see copies of the same items or share their labels. A watch of the score distribution is joined as under <see cref="AnyDependence"/> all the same,
    /// because its streams are ranked against the same calibration scores and so are never independent.
    /// </summary>
    IndependentStreams,
}
