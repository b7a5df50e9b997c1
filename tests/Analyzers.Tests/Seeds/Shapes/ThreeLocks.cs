namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>Three classes, three locks, each held while the next is taken: no two of them conflict.</summary>
internal static class ThreeLocks
{
    public static Seed Seed { get; } = new(
        "three-lock cycle over three classes",
        "The orchestra's cue locks orchestra then section, the section's tune section then player, the player's complaint player then orchestra.",
        ["MM1002"],
        """
        namespace Concert;

        public sealed class Orchestra
        {
            private readonly object _score = new();
            private int _complaints;

            public void Cue(Section section)
            {
                lock (_score)
                {
                    section.Prepare();
                }
            }

            public void Note()
            {
                lock (_score)
                {
                    _complaints++;
                }
            }
        }

        public sealed class Section
        {
            private readonly object _seats = new();
            private bool _ready;

            public void Prepare()
            {
                lock (_seats)
                {
                    _ready = true;
                }
            }

            public void Tune(Player player)
            {
                lock (_seats)
                {
                    _ready = player.Play("a");
                }
            }
        }

        public sealed class Player(Orchestra orchestra)
        {
            private readonly object _instrument = new();
            private string _last = "";

            public bool Play(string note)
            {
                lock (_instrument)
                {
                    _last = note;
                    return _last.Length > 0;
                }
            }

            public void Complain()
            {
                lock (_instrument)
                {
                    orchestra.Note();
                    _last = "";
                }
            }
        }
        """,
        new Edit(
            """
                        orchestra.Note();
                        _last = "";
                    }
            """,
            """
                        _last = "";
                    }

                    orchestra.Note();
            """));
}
