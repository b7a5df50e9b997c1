namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>A static class with a lock of its own is called from under an instance's lock, and calls back.</summary>
internal static class StaticMember
{
    public static Seed Seed { get; } = new(
        "inversion through a static helper",
        "A session publishes itself in the static lobby under its own lock; counting the idle ones walks the lobby under its "
        + "lock and asks each session.",
        ["MM1002"],
        """
        namespace Chat;

        public sealed class Session
        {
            private readonly object _gate = new();
            private DateTime _lastSeen = DateTime.UtcNow;
            private string _nick = "";

            public void Rename(string nick)
            {
                lock (_gate)
                {
                    _nick = nick;
                    _lastSeen = DateTime.UtcNow;
                    Lobby.Publish(nick, this);
                }
            }

            public bool IsIdle(TimeSpan limit)
            {
                lock (_gate)
                {
                    return DateTime.UtcNow - _lastSeen > limit && _nick.Length > 0;
                }
            }
        }

        public static class Lobby
        {
            private static readonly object Gate = new();
            private static readonly Dictionary<string, Session> Sessions = [];

            public static void Publish(string nick, Session session)
            {
                lock (Gate)
                {
                    Sessions[nick] = session;
                }
            }

            public static int CountIdle(TimeSpan limit)
            {
                var idle = 0;
                lock (Gate)
                {
                    foreach (var session in Sessions.Values)
                    {
                        idle += session.IsIdle(limit) ? 1 : 0;
                    }
                }

                return idle;
            }
        }
        """,
        new Edit(
            """
                        _lastSeen = DateTime.UtcNow;
                        Lobby.Publish(nick, this);
                    }
            """,
            """
                        _lastSeen = DateTime.UtcNow;
                    }

                    Lobby.Publish(nick, this);
            """));
}
