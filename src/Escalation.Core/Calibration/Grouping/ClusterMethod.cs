namespace Escalation.Calibration.Grouping;

/// <summary>How items that hang together in clusters, such as the turns of one conversation, are turned into independent draws.</summary>
public enum ClusterMethod
{
    /// <summary>One item is drawn at random from each cluster, and the exact rules for independent items follow. The promise is about a random item of a random cluster.</summary>
    OnePerCluster = 0,

    /// <summary>Each cluster counts once, with a mean over its items that lies between 0 and 1, tested by a method for bounded losses. It uses all items; it is the stronger one where items of a cluster differ, and the weaker one where they are alike.</summary>
    Means,
}
