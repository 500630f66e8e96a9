// Cart keeps what a visitor wants to buy, one Redis list per visitor.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
)

// redis sends one command and returns the lines of its answer that hold values.
func redis(words ...string) ([]string, error) {
	conn, err := net.Dial("tcp", net.JoinHostPort(os.Getenv("REDIS_HOST"), "6379"))
	if err != nil {
		return nil, err
	}
	defer conn.Close()

	fmt.Fprintf(conn, "*%d\r\n", len(words))
	for _, word := range words {
		fmt.Fprintf(conn, "$%d\r\n%s\r\n", len(word), word)
	}

	reader := bufio.NewReader(conn)
	head, err := reader.ReadString('\n')
	if err != nil || !strings.HasPrefix(head, "*") {
		return nil, err
	}
	var count int
	fmt.Sscanf(head, "*%d", &count)
	values := make([]string, 0, count)
	for range count {
		if _, err := reader.ReadString('\n'); err != nil {
			return nil, err
		}
		line, err := reader.ReadString('\n')
		if err != nil {
			return nil, err
		}
		values = append(values, strings.TrimRight(line, "\r\n"))
	}
	return values, nil
}

func main() {
	http.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, "cart_up 1")
	})
	http.HandleFunc("GET /cart/{visitor}", func(w http.ResponseWriter, r *http.Request) {
		items, err := redis("LRANGE", "cart:"+r.PathValue("visitor"), "0", "-1")
		if err != nil {
			http.Error(w, "no cart today", http.StatusBadGateway)
			return
		}
		if items == nil {
			items = []string{}
		}
		json.NewEncoder(w).Encode(items)
	})
	http.HandleFunc("POST /cart/{visitor}/{item}", func(w http.ResponseWriter, r *http.Request) {
		if _, err := redis("RPUSH", "cart:"+r.PathValue("visitor"), r.PathValue("item")); err != nil {
			http.Error(w, "no cart today", http.StatusBadGateway)
		}
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
