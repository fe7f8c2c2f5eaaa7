using System.Globalization;

namespace Escalation.Mutants.Scoring;

/// <summary>The source text of the switch that is compiled into the changed library.</summary>
internal static class SwitchSource
{
    /// <summary>The file's name.</summary>
    internal const string File = "MutationSwitch.cs";

    /// <summary>The condition under which a change is on.</summary>
    internal static string Condition(int id) => string.Create(CultureInfo.InvariantCulture, $"global::Escalation.MutationSwitch.On({id})");

    /// <summary>The class, with room for this many changes.</summary>
    internal static string Text(int count) => $$"""
        namespace Escalation;

        public static class MutationSwitch
        {
            public static int Active;
            public static bool[] Hits = new bool[{{(count + 1).ToString(CultureInfo.InvariantCulture)}}];

            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]
            public static bool On(int id)
            {
                int active = Active;
                return active == id || (active < 0 && Note(id));
            }

            private static bool Note(int id)
            {
                Hits[id] = true;
                return false;
            }
        }
        """;
}
